using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Releases.Placing;

/// <summary>
/// The policies that place a release's objects: one PropagationPolicy for each namespace that it has objects in, and one
/// ClusterPropagationPolicy for objects outside namespaces, each naming its objects one by one. Namespaces themselves
/// are left out: the hub brings every namespace to every member.
/// </summary>
public static class GeneratedPolicies
{
    /// <summary>Where the manifests of generated policies say they came from.</summary>
    public const string Source = "placement";

    private const string ApiVersion = "policy.karmada.io/v1alpha1";

    /// <summary>The policies, in the order in which they are to be applied.</summary>
    /// <param name="release">The release's name; with its namespace it names the policies.</param>
    /// <param name="namespace">The release's namespace.</param>
    /// <param name="placement">The placement (policy.karmada.io/v1alpha1 Placement).</param>
    /// <param name="objects">The release's objects, namespaces filled in; empty for objects outside namespaces.</param>
    public static IReadOnlyList<Manifest> For(string release, string @namespace, JsonObject placement, IEnumerable<KubernetesObject> objects)
    {
        List<Manifest> policies = [];
        foreach (var group in objects.Where(@object => @object.GroupVersionKind is not { Group: "", Kind: "Namespace" }).GroupBy(@object => @object.Metadata.Namespace))
        {
            var metadata = group.Key.Length == 0
                ? new JsonObject { ["name"] = $"{@namespace}-{release}" }
                : new JsonObject { ["name"] = release, ["namespace"] = group.Key };
            policies.Add(new Manifest(
                KubernetesObject.From(new JsonObject
                {
                    ["apiVersion"] = ApiVersion,
                    ["kind"] = group.Key.Length == 0 ? "ClusterPropagationPolicy" : "PropagationPolicy",
                    ["metadata"] = metadata,
                    ["spec"] = new JsonObject
                    {
                        ["resourceSelectors"] = new JsonArray([.. group.Select(Selector)]),
                        ["placement"] = placement.DeepClone(),
                    },
                }),
                Source,
                1));
        }

        return policies;
    }

    private static JsonObject Selector(KubernetesObject @object)
    {
        var selector = new JsonObject
        {
            ["apiVersion"] = @object.ApiVersion,
            ["kind"] = @object.Kind,
            ["name"] = @object.Metadata.Name,
        };
        if (@object.Metadata.Namespace.Length > 0)
        {
            selector["namespace"] = @object.Metadata.Namespace;
        }

        return selector;
    }
}
