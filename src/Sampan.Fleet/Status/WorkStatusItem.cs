using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Naming;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>One item of a binding's <c>status.aggregatedStatus</c>: how a work fared on its member.</summary>
internal sealed record WorkStatusItem(string Cluster, bool Applied, string Message, string Health, JsonElement? Status)
{
    /// <summary>Reads a work.</summary>
    /// <exception cref="InvalidDataException">The work does not hold the object, or is in no execution namespace.</exception>
    public static WorkStatusItem Of(KubernetesObject work, JsonElement resource)
    {
        var ordinal = ManifestIndex(work, resource);
        var cluster = ExecutionNamespace.ClusterOf(work.Metadata.Namespace)
            ?? throw new InvalidDataException("the execution space name is in wrong format");
        var status = work.Root.Member("status") ?? default;
        var condition = status.Items("conditions").FirstOrDefault(entry => entry.String("type") == "Applied");
        if (condition.String("status") != "True")
        {
            return new WorkStatusItem(cluster, false, condition.StringOrEmpty("message"), "Unknown", null);
        }

        foreach (var manifest in status.Items("manifestStatuses"))
        {
            if (Identifies(manifest.Member("identifier") ?? default, ordinal, resource))
            {
                return new WorkStatusItem(cluster, true, "", manifest.StringOrEmpty("health"), manifest.Member("status"));
            }
        }

        return new WorkStatusItem(cluster, true, "", "Unknown", null);
    }

    public JsonObject ToJson()
    {
        var item = new JsonObject { ["clusterName"] = Cluster };
        if (Status is { } status)
        {
            item["status"] = JsonNode.Parse(status.GetRawText());
        }

        if (Applied)
        {
            item["applied"] = true;
        }

        if (Message.Length > 0)
        {
            item["appliedMessage"] = Message;
        }

        if (Health.Length > 0)
        {
            item["health"] = Health;
        }

        return item;
    }

    private static int ManifestIndex(KubernetesObject work, JsonElement resource)
    {
        var index = 0;
        foreach (var manifest in (work.Root.Member("spec", "workload") ?? default).Items("manifests"))
        {
            var metadata = manifest.Member("metadata") ?? default;
            if (manifest.StringOrEmpty("apiVersion") == resource.StringOrEmpty("apiVersion")
                && manifest.StringOrEmpty("kind") == resource.StringOrEmpty("kind")
                && metadata.StringOrEmpty("namespace") == resource.StringOrEmpty("namespace")
                && metadata.StringOrEmpty("name") == resource.StringOrEmpty("name"))
            {
                return index;
            }

            index++;
        }

        throw new InvalidDataException("no such manifest exist");
    }

    private static bool Identifies(JsonElement identifier, int ordinal, JsonElement resource)
    {
        var type = GroupVersionKind.Parse(resource.StringOrEmpty("apiVersion"), resource.StringOrEmpty("kind"));
        return (identifier.Integer("ordinal") ?? 0) == ordinal
            && identifier.StringOrEmpty("group") == type.Group
            && identifier.StringOrEmpty("version") == type.Version
            && identifier.StringOrEmpty("kind") == type.Kind
            && identifier.StringOrEmpty("namespace") == resource.StringOrEmpty("namespace")
            && identifier.StringOrEmpty("name") == resource.StringOrEmpty("name");
    }
}
