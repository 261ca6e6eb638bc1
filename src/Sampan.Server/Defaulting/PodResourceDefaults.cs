using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Server.Defaulting;

/// <summary>
/// The resources of a pod as a whole, completed where it states some of them: a request is what its containers request
/// together, else its own limit; a limit of huge pages is that of its containers.
/// </summary>
internal static class PodResourceDefaults
{
    private const string HugePages = "hugepages-";

    public static void Apply(JsonObject spec)
    {
        if (spec["resources"] is not JsonObject resources)
        {
            return;
        }

        LimitHugePages(spec, resources);
        if (resources["limits"] is not JsonObject { Count: > 0 } limits)
        {
            return;
        }

        var requests = resources["requests"] as JsonObject ?? [];
        foreach (var (name, amount) in Together(spec, "requests"))
        {
            if (IsOvercommitted(name))
            {
                requests.Default(name, amount.ToString());
            }
        }

        foreach (var (name, amount) in limits)
        {
            if (IsSupported(name) && amount is not null)
            {
                requests.Default(name, amount.DeepClone());
            }
        }

        if (requests.Count > 0)
        {
            resources["requests"] = requests;
        }
    }

    private static void LimitHugePages(JsonObject spec, JsonObject resources)
    {
        var requests = resources["requests"] as JsonObject;
        var limits = resources["limits"] as JsonObject ?? [];
        if (limits.Count == 0 && requests is not { Count: > 0 })
        {
            return;
        }

        foreach (var (name, amount) in Together(spec, "limits"))
        {
            if (name.StartsWith(HugePages, StringComparison.Ordinal) && requests?.ContainsKey(name) != true)
            {
                limits.Default(name, amount.ToString());
            }
        }

        if (limits.Count > 0)
        {
            resources["limits"] = limits;
        }
    }

    // Containers run beside each other and beside the sidecars, init containers one after another beside the sidecars before them.
    private static SortedDictionary<string, Quantity> Together(JsonObject spec, string list)
    {
        var running = new SortedDictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec.Each("containers"))
        {
            Add(running, Amounts(container, list));
        }

        var sidecars = new SortedDictionary<string, Quantity>(StringComparer.Ordinal);
        var starting = new SortedDictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec.Each("initContainers"))
        {
            if (container.TextOf("restartPolicy") == "Always")
            {
                Add(running, Amounts(container, list));
                Add(sidecars, Amounts(container, list));
                Raise(starting, sidecars);
            }
            else
            {
                var step = new SortedDictionary<string, Quantity>(StringComparer.Ordinal);
                Add(step, Amounts(container, list));
                Add(step, sidecars);
                Raise(starting, step);
            }
        }

        Raise(running, starting);
        return running;
    }

    private static IEnumerable<KeyValuePair<string, Quantity>> Amounts(JsonObject container, string list)
    {
        foreach (var (name, value) in container.At("resources", list) ?? [])
        {
            if (Quantity.TryParse(value?.ToString(), out var amount))
            {
                yield return new(name, amount);
            }
        }
    }

    private static void Add(SortedDictionary<string, Quantity> sum, IEnumerable<KeyValuePair<string, Quantity>> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            sum[name] = sum.TryGetValue(name, out var known) ? known + amount : amount;
        }
    }

    private static void Raise(SortedDictionary<string, Quantity> highest, SortedDictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            if (!highest.TryGetValue(name, out var known) || amount.CompareTo(known) > 0)
            {
                highest[name] = amount;
            }
        }
    }

    private static bool IsSupported(string name) => IsOvercommitted(name) || name.StartsWith(HugePages, StringComparison.Ordinal);

    private static bool IsOvercommitted(string name) => name is "cpu" or "memory";
}
