using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Devices;

/// <summary>One device of a ResourceSlice. Attributes and capacities are named with their domain, which is the driver's where none is written.</summary>
internal sealed record Device(
    DeviceId Id,
    ImmutableDictionary<string, object> Attributes,
    ImmutableDictionary<string, object> Capacity,
    ImmutableArray<Taint> Taints)
{
    public static Device Of(JsonElement device, string driver, string pool) => new(
        new DeviceId(driver, pool, device.StringOrEmpty("name")),
        Read(device, "attributes", driver, AttributeValue),
        Read(device, "capacity", driver, capacity => Quantity.Parse(capacity.Member("value") ?? default)),
        [.. device.Items("taints").Select(Taint.Of)]);

    /// <summary>A name with its domain: <c>model</c> of driver <c>gpu.example.com</c> is <c>gpu.example.com/model</c>.</summary>
    public static string Qualify(string name, string driver) => name.Contains('/') ? name : $"{driver}/{name}";

    private static ImmutableDictionary<string, object> Read(JsonElement device, string member, string driver, Func<JsonElement, object> read)
    {
        var values = ImmutableDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        if (device.Member(member) is { ValueKind: JsonValueKind.Object } entries)
        {
            foreach (var entry in entries.EnumerateObject())
            {
                values[Qualify(entry.Name, driver)] = read(entry.Value);
            }
        }

        return values.ToImmutable();
    }

    private static object AttributeValue(JsonElement attribute) =>
        attribute.Integer("int") is { } number ? number
        : attribute.Boolean("bool") is { } flag ? flag
        : attribute.String("version") is { } version ? version
        : attribute.String("string") ?? attribute.ToString().ToString(CultureInfo.InvariantCulture);
}
