using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Updates;

/// <summary>The labels of nodes that have got other names, which a volume's affinity may follow.</summary>
internal static class NodeLabelRenaming
{
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["failure-domain.beta.kubernetes.io/zone"] = "topology.kubernetes.io/zone",
        ["failure-domain.beta.kubernetes.io/region"] = "topology.kubernetes.io/region",
        ["beta.kubernetes.io/os"] = "kubernetes.io/os",
        ["beta.kubernetes.io/arch"] = "kubernetes.io/arch",
        ["beta.kubernetes.io/instance-type"] = "node.kubernetes.io/instance-type",
    };

    /// <summary>Whether an affinity is what it was, but for such names.</summary>
    public static bool IsSame(JsonNode? now, JsonNode then)
    {
        var followed = then.DeepClone();
        foreach (var (old, requirement) in Requirements(followed).Zip(Requirements(now)))
        {
            if (Renamed.GetValueOrDefault(old.TextOf("key")) is { } name && requirement.TextOf("key") == name)
            {
                old["key"] = name;
            }
        }

        return JsonNode.DeepEquals(now, followed);
    }

    private static IEnumerable<JsonObject> Requirements(JsonNode? affinity) => (affinity as JsonObject).At("required").Each("nodeSelectorTerms")
        .SelectMany(term => term.Each("matchExpressions").Concat(term.Each("matchFields")));
}
