using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Services;

/// <summary>What to write so that a Service's EndpointSlices have the endpoints that it should have.</summary>
/// <remarks>
/// As <c>k8s.io/endpointslice/reconciler.go</c>: endpoints stay in the slices that they are in, new ones fill the slices
/// that have room, further slices take the rest, and slices with none left go or are used again. All endpoints of a slice
/// have its ports.
/// </remarks>
/// <param name="mostEndpoints">How many endpoints a slice may have.</param>
internal sealed class EndpointSlicePlan(int mostEndpoints = EndpointSlicePlan.MostEndpoints)
{
    /// <summary>Most endpoints of one slice, unless something else is said.</summary>
    public const int MostEndpoints = 100;

    private readonly Dictionary<string, PortGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>Contents of new slices.</summary>
    public List<SliceContent> Creates { get; } = [];

    /// <summary>Slices and the contents that they must get.</summary>
    public List<(KubernetesObject Slice, SliceContent Content)> Updates { get; } = [];

    /// <summary>Slices that nothing is left for.</summary>
    public List<KubernetesObject> Deletes { get; } = [];

    /// <summary>Adds an endpoint that the Service should have.</summary>
    /// <param name="addressType"><c>IPv4</c> or <c>IPv6</c>.</param>
    /// <param name="ports">The ports that the endpoint has, <c>endpoints[].ports</c>.</param>
    /// <param name="endpoint">The endpoint, <c>endpoints[]</c>.</param>
    public void Add(string addressType, JsonArray ports, JsonObject endpoint)
    {
        var key = KeyOf(addressType, JsonElement.Parse(ports.ToUtf8Bytes()));
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups[key] = group = new PortGroup(addressType, ports);
        }

        group.Wanted[IdentityOf(endpoint["targetRef"]?["uid"]?.GetValue<string>(), endpoint["addresses"]![0]!.GetValue<string>())] = endpoint;
    }

    /// <summary>Compares what should be with the slices that there are. A family without endpoints keeps or gets one empty slice.</summary>
    public void Complete(IReadOnlyList<string> addressTypes, IReadOnlyList<KubernetesObject> slices)
    {
        foreach (var type in addressTypes.Where(type => _groups.Values.All(group => group.AddressType != type)))
        {
            _groups[KeyOf(type, null)] = new PortGroup(type, []);
        }

        foreach (var slice in slices)
        {
            if (_groups.TryGetValue(KeyOf(slice), out var group))
            {
                group.Slices.Add(slice);
            }
            else
            {
                Deletes.Add(slice);
            }
        }

        foreach (var group in _groups.Values)
        {
            Complete(group);
        }

        Recycle();
    }

    /// <summary>A slice that would go takes what a new one would have, so that readers never see both or neither.</summary>
    private void Recycle()
    {
        for (var index = Deletes.Count - 1; index >= 0; index--)
        {
            var slice = Deletes[index];
            if (Creates.Find(content => content.AddressType == slice.Root.StringOrEmpty("addressType")) is { } content)
            {
                Creates.Remove(content);
                Deletes.RemoveAt(index);
                Updates.Add((slice, content));
            }
        }
    }

    private void Complete(PortGroup group)
    {
        List<(KubernetesObject Slice, JsonArray Kept)> kept = [.. group.Slices.Select(slice => (slice, Keep(group, slice)))];
        var rest = new Queue<JsonObject>(group.Wanted.Values);
        foreach (var (_, endpoints) in kept)
        {
            while (endpoints.Count < mostEndpoints && rest.TryDequeue(out var endpoint))
            {
                endpoints.Add((JsonNode)endpoint);
            }
        }

        while (rest.Count > 0)
        {
            var endpoints = new JsonArray();
            while (endpoints.Count < mostEndpoints && rest.TryDequeue(out var endpoint))
            {
                endpoints.Add((JsonNode)endpoint);
            }

            Creates.Add(new SliceContent(group.AddressType, group.Ports, endpoints));
        }

        var hasSome = Creates.Any(content => content.AddressType == group.AddressType) || kept.Any(slice => slice.Kept.Count > 0);
        foreach (var (slice, endpoints) in kept)
        {
            if (endpoints.Count == 0 && hasSome)
            {
                Deletes.Add(slice);
                continue;
            }

            hasSome = true;
            Updates.Add((slice, new SliceContent(group.AddressType, group.Ports, endpoints)));
        }

        if (!hasSome)
        {
            Creates.Add(new SliceContent(group.AddressType, group.Ports, []));
        }
    }

    /// <summary>The wanted endpoints that a slice has already; they need no other place.</summary>
    private static JsonArray Keep(PortGroup group, KubernetesObject slice)
    {
        var endpoints = new JsonArray();
        foreach (var endpoint in slice.Root.Items("endpoints"))
        {
            var address = endpoint.Items("addresses").FirstOrDefault() is { ValueKind: JsonValueKind.String } first ? first.GetString()! : "";
            if (group.Wanted.Remove(IdentityOf(endpoint.Member("targetRef")?.String("uid"), address), out var wanted))
            {
                endpoints.Add((JsonNode)wanted);
            }
        }

        return endpoints;
    }

    private static string KeyOf(KubernetesObject slice) => KeyOf(slice.Root.StringOrEmpty("addressType"), slice.Root.Member("ports"));

    /// <summary>What slices of the same family and ports have in common, in whatever order their members are stored.</summary>
    private static string KeyOf(string addressType, JsonElement? ports) => ports is { ValueKind: JsonValueKind.Array } list
        ? string.Join(' ', list.EnumerateArray().Select(port => $"{port.String("name")}:{port.Integer("port")}/{port.String("protocol")}/{port.String("appProtocol")}").Prepend(addressType))
        : addressType;

    private static string IdentityOf(string? uid, string address) => $"{uid} {address}";

    private sealed record PortGroup(string AddressType, JsonArray Ports)
    {
        public Dictionary<string, JsonObject> Wanted { get; } = new(StringComparer.Ordinal);

        public List<KubernetesObject> Slices { get; } = [];
    }
}
