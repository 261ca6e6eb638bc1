using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Interpreting.Native;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Bindings;

namespace Sampan.Fleet.Membership;

/// <summary>The pod that one replica of a template is.</summary>
internal static class TemplatePods
{
    /// <summary>The pod, or null where the template is not known, or of a kind whose pods are not known.</summary>
    public static KubernetesObject? Of(ObjectReference template, HubContext hub)
    {
        if (hub.Types.Known(template.Type) is not { } type
            || PodTemplates.SpecPath(template.Type) is not { } path
            || hub.Informers.For(type).Get(template.Key) is not { } stored
            || stored.Root.Member(path) is not { } spec)
        {
            return null;
        }

        var metadata = stored.Root.Member([.. path[..^1], "metadata"]).ToNode() as JsonObject ?? [];
        metadata["name"] = template.Key.Name;
        metadata["namespace"] = template.Key.Namespace;
        return KubernetesObject.From(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = metadata, ["spec"] = spec.ToNode() });
    }
}
