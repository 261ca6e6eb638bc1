using System.Net;
using System.Text.Json.Nodes;

namespace Sampan.Controllers.Services;

/// <summary>
/// The subsets of an Endpoints object: addresses with the same ports are one subset, and an address has all its ports in
/// one (RepackSubsets of <c>k8s.io/kubernetes/pkg/api/v1/endpoints</c>).
/// </summary>
internal sealed class EndpointSubsets
{
    private readonly SortedDictionary<string, Subset> _byPorts = new(StringComparer.Ordinal);

    /// <summary>Adds an address with its ports.</summary>
    public void Add(JsonArray ports, JsonObject address, bool isReady)
    {
        var key = ports.ToJsonString();
        if (!_byPorts.TryGetValue(key, out var subset))
        {
            _byPorts[key] = subset = new Subset(ports, [], []);
        }

        (isReady ? subset.Ready : subset.NotReady).Add(address);
    }

    /// <summary>
    /// Keeps a number of addresses at the most: ready ones before the others, and of each subset its share. True if there
    /// were more.
    /// </summary>
    public bool Truncate(int most)
    {
        var ready = _byPorts.Values.Sum(subset => subset.Ready.Count);
        var notReady = _byPorts.Values.Sum(subset => subset.NotReady.Count);
        if (ready + notReady <= most)
        {
            return false;
        }

        var dropsReady = ready > most;
        var room = dropsReady ? most : most - ready;
        var (total, left) = (dropsReady ? ready : notReady, room);
        foreach (var subset in _byPorts.Values)
        {
            var addresses = dropsReady ? subset.Ready : subset.NotReady;
            var share = Math.Min(left, (int)Math.Ceiling((double)addresses.Count / total * room));
            Shorten(addresses, share);
            left -= Math.Min(share, addresses.Count);
            if (dropsReady)
            {
                subset.NotReady.Clear();
            }
        }

        return true;
    }

    /// <summary>The <c>subsets</c>, addresses in order.</summary>
    public JsonArray ToJson()
    {
        var subsets = new JsonArray();
        foreach (var (ports, ready, notReady) in _byPorts.Values)
        {
            var subset = new JsonObject();
            AddUnlessEmpty(subset, "addresses", Sorted(ready));
            AddUnlessEmpty(subset, "notReadyAddresses", Sorted(notReady));
            AddUnlessEmpty(subset, "ports", ports);
            subsets.Add((JsonNode)subset);
        }

        return subsets;
    }

    private static void Shorten(List<JsonObject> addresses, int count)
    {
        List<JsonObject> kept = [.. InOrder(addresses).Take(count)];
        addresses.Clear();
        addresses.AddRange(kept);
    }

    private static JsonArray Sorted(List<JsonObject> addresses) => new([.. InOrder(addresses).Select(JsonNode (address) => address)]);

    private static IEnumerable<JsonObject> InOrder(List<JsonObject> addresses) =>
        addresses.OrderBy(address => IPAddress.Parse(address["ip"]!.GetValue<string>()).GetAddressBytes(), AddressOrder);

    private static readonly Comparer<byte[]> AddressOrder = Comparer<byte[]>.Create(static (left, right) => left.AsSpan().SequenceCompareTo(right));

    private static void AddUnlessEmpty(JsonObject subset, string name, JsonArray list)
    {
        if (list.Count > 0)
        {
            subset[name] = list;
        }
    }

    private sealed record Subset(JsonArray Ports, List<JsonObject> Ready, List<JsonObject> NotReady);
}
