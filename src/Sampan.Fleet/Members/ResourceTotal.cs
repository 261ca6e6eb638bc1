using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Interpreting.Native;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Fleet.Members;

/// <summary>What pods request together: CPU in thousandths, everything else in whole units.</summary>
internal sealed class ResourceTotal
{
    private readonly SortedDictionary<string, long> _amounts = new(StringComparer.Ordinal);

    /// <summary>The amounts above 0, by resource.</summary>
    public IEnumerable<KeyValuePair<string, Quantity>> Quantities =>
        _amounts.Where(entry => entry.Value > 0).Select(entry => KeyValuePair.Create(entry.Key, ToQuantity(entry.Key, entry.Value)));

    /// <summary>The number of pods.</summary>
    public long Pods => _amounts.GetValueOrDefault("pods");

    /// <summary>
    /// Adds a pod. As upstream, an init container is compared with the running total, not with its own pod's
    /// containers: it counts only while the total is smaller than what it requests.
    /// </summary>
    public void Add(JsonElement podSpec)
    {
        foreach (var container in podSpec.Items("containers"))
        {
            Merge(container.Member("resources", "requests"), (total, amount) => total + amount);
        }

        foreach (var container in podSpec.Items("initContainers"))
        {
            Merge(container.Member("resources", "requests"), Math.Max);
        }

        Merge(podSpec.Member("overhead"), (total, amount) => total + amount);
        _amounts["pods"] = Pods + 1;
    }

    public JsonObject ToJson()
    {
        JsonObject list = [];
        foreach (var (resource, quantity) in Quantities)
        {
            list[resource] = quantity.ToString();
        }

        return list;
    }

    private void Merge(JsonElement? list, Func<long, long, long> combine)
    {
        foreach (var (resource, quantity) in ResourceLists.Read(list))
        {
            if (resource is "cpu" or "memory" or "pods" or "ephemeral-storage" || ScalarResources.IsScalar(resource))
            {
                _amounts[resource] = combine(_amounts.GetValueOrDefault(resource), resource == "cpu" ? quantity.MilliValue : quantity.Value);
            }
        }
    }

    private static Quantity ToQuantity(string resource, long amount) => resource switch
    {
        "cpu" => Quantity.OfMilli(amount),
        "memory" or "ephemeral-storage" => Quantity.Of(amount, QuantityFormat.BinarySI),
        _ => Quantity.Of(amount, ScalarResources.IsHugePages(resource) ? QuantityFormat.BinarySI : QuantityFormat.DecimalSI),
    };
}
