using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>Labels of nodes that are called something else by now (kubernetes/pkg/api/node).</summary>
internal static class NodeLabelWarnings
{
    private static readonly Dictionary<string, string> Old = new(StringComparer.Ordinal)
    {
        ["beta.kubernetes.io/arch"] = "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        ["beta.kubernetes.io/os"] = "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        ["failure-domain.beta.kubernetes.io/region"] = "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        ["failure-domain.beta.kubernetes.io/zone"] = "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        ["beta.kubernetes.io/instance-type"] = "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
    };

    /// <summary>Warns of a key, at its path.</summary>
    public static void OfKey(string key, string path, List<string> warnings)
    {
        if (Old.TryGetValue(key, out var advice))
        {
            warnings.Add($"{path}: {key} is {advice}");
        }
    }

    /// <summary>Warns of the keys of a map, each at the path that it is given.</summary>
    public static void OfMap(JsonObject? labels, Func<string, string> path, List<string> warnings)
    {
        foreach (var (key, _) in (labels ?? []).OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            if (Old.TryGetValue(key, out var advice))
            {
                warnings.Add($"{path(key)}: {advice}");
            }
        }
    }

    /// <summary>Warns of the expressions of a selector or of one of its terms.</summary>
    /// <param name="owner">The selector or term.</param>
    /// <param name="path">Its path.</param>
    /// <param name="checksValues">Whether values that no label can have are worth a warning.</param>
    /// <param name="warnings">Gets the warnings.</param>
    public static void OfExpressions(JsonObject? owner, string path, bool checksValues, List<string> warnings)
    {
        var index = 0;
        foreach (var expression in owner.Each("matchExpressions"))
        {
            var at = $"{path}.matchExpressions[{index++}]";
            OfKey(expression.TextOf("key"), $"{at}.key", warnings);
            var values = checksValues ? FieldErrors.Texts(expression, "values") : [];
            for (var i = 0; i < values.Count; i++)
            {
                warnings.AddRange(LabelSyntax.ValueErrors(values[i]).Select(fault => $"{at}.values[{i}]: {values[i]} is invalid, {fault}"));
            }
        }
    }

    /// <summary>node.k8s.io RuntimeClass.</summary>
    public static void OfRuntimeClass(JsonObject runtimeClass, JsonObject? before, List<string> warnings) =>
        OfMap(runtimeClass.At("scheduling", "nodeSelector"), _ => "scheduling.nodeSelector", warnings);

    /// <summary>storage.k8s.io CSIStorageCapacity.</summary>
    public static void OfCapacity(JsonObject capacity, JsonObject? before, List<string> warnings)
    {
        OfExpressions(capacity.At("nodeTopology"), "nodeTopology", checksValues: false, warnings);
        OfMap(capacity.At("nodeTopology", "matchLabels"), key => $"nodeTopology.matchLabels.{key}", warnings);
    }
}
