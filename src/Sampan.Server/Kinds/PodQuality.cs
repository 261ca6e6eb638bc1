using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>A pod's quality of service class (kubernetes/pkg/apis/core/helper/qos).</summary>
internal static class PodQuality
{
    private static readonly string[] Counted = ["cpu", "memory"];

    /// <summary><c>Guaranteed</c>, <c>Burstable</c> or <c>BestEffort</c>.</summary>
    public static string Of(JsonObject spec)
    {
        // Resources of the pod as a whole go before those of its containers.
        if (spec.Object("resources") is { } whole && (Amounts(whole, "requests").Count > 0 || Amounts(whole, "limits").Count > 0))
        {
            return Class(Amounts(whole, "requests"), Amounts(whole, "limits"), allLimited: Counted.All(Amounts(whole, "limits").ContainsKey));
        }

        Dictionary<string, Quantity> requests = [], limits = [];
        var allLimited = true;
        foreach (var container in (spec.Array("containers") ?? []).Concat(spec.Array("initContainers") ?? []))
        {
            var resources = (container as JsonObject).Object("resources");
            Add(requests, Amounts(resources, "requests"));
            var own = Amounts(resources, "limits");
            Add(limits, own);
            allLimited &= Counted.All(own.ContainsKey);
        }

        return Class(requests, limits, allLimited);
    }

    private static string Class(Dictionary<string, Quantity> requests, Dictionary<string, Quantity> limits, bool allLimited)
    {
        if (requests.Count == 0 && limits.Count == 0)
        {
            return "BestEffort";
        }

        var isGuaranteed = allLimited && requests.Count == limits.Count && requests.All(request => limits.TryGetValue(request.Key, out var limit) && limit == request.Value);
        return isGuaranteed ? "Guaranteed" : "Burstable";
    }

    private static Dictionary<string, Quantity> Amounts(JsonObject? resources, string list)
    {
        Dictionary<string, Quantity> amounts = [];
        foreach (var name in Counted)
        {
            if (Quantity.TryParse(resources.Object(list).Text(name), out var amount) && !amount.IsZero)
            {
                amounts[name] = amount;
            }
        }

        return amounts;
    }

    private static void Add(Dictionary<string, Quantity> total, Dictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            total[name] = total.TryGetValue(name, out var sum) ? sum + amount : amount;
        }
    }
}
