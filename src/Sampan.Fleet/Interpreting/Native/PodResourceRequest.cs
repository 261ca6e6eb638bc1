using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Fleet.Interpreting.Native;

/// <summary>
/// What one pod of a template requests: the sum of its containers, or the largest init container if that is more, plus
/// overhead. Limits stand in for missing requests, as the API server's defaults will make it.
/// </summary>
internal sealed class PodResourceRequest
{
    private const string Cpu = "cpu";
    private readonly SortedDictionary<string, long> _amounts = new(StringComparer.Ordinal);

    /// <summary>The request as a resource list, or null where nothing is requested.</summary>
    public static JsonObject? Of(JsonElement podSpec)
    {
        var request = new PodResourceRequest();
        foreach (var container in podSpec.Items("containers"))
        {
            request.Merge(EffectiveRequests(container), (sum, amount) => sum + amount);
        }

        foreach (var container in podSpec.Items("initContainers"))
        {
            request.Merge(EffectiveRequests(container), Math.Max);
        }

        if (podSpec.Member("overhead") is { } overhead)
        {
            request.Merge(Amounts(overhead), (sum, amount) => sum + amount);
        }

        return request.ToResourceList();
    }

    private static Dictionary<string, Quantity> EffectiveRequests(JsonElement container)
    {
        var amounts = Amounts(container.Member("resources", "limits") ?? default);
        foreach (var (name, amount) in Amounts(container.Member("resources", "requests") ?? default))
        {
            amounts[name] = amount;
        }

        return amounts;
    }

    private static Dictionary<string, Quantity> Amounts(JsonElement resourceList)
    {
        var amounts = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        if (resourceList.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in resourceList.EnumerateObject())
            {
                amounts[entry.Name] = Quantity.Parse(entry.Value);
            }
        }

        return amounts;
    }

    private void Merge(Dictionary<string, Quantity> amounts, Func<long, long, long> combine)
    {
        foreach (var (name, quantity) in amounts)
        {
            if (IsCounted(name))
            {
                _amounts[name] = combine(_amounts.GetValueOrDefault(name), name == Cpu ? quantity.MilliValue : quantity.Value);
            }
        }
    }

    private static bool IsCounted(string name) => name is Cpu or "memory" or "pods" or "ephemeral-storage" || ScalarResources.IsScalar(name);

    private JsonObject? ToResourceList()
    {
        var list = new JsonObject();
        foreach (var (name, amount) in _amounts.Where(entry => entry.Value > 0))
        {
            var isBinary = name is "memory" or "ephemeral-storage" || ScalarResources.IsHugePages(name);
            var quantity = name == Cpu ? Quantity.OfMilli(amount) : Quantity.Of(amount, isBinary ? QuantityFormat.BinarySI : QuantityFormat.DecimalSI);
            list[name] = quantity.ToString();
        }

        return list.Count > 0 ? list : null;
    }
}
