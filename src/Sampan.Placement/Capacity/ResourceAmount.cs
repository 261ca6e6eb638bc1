using System.Text.Json;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Placement.Capacity;

/// <summary>An amount of a resource, ready for division: whole units and thousandths, each rounded up.</summary>
/// <param name="Value">In the resource's unit.</param>
/// <param name="MilliValue">In thousandths of it.</param>
public readonly record struct ResourceAmount(long Value, long MilliValue)
{
    /// <summary>The amount of a quantity.</summary>
    public static ResourceAmount Of(Quantity quantity) => new(quantity.Value, quantity.MilliValue);

    /// <summary>In the unit that the resource is shared out in: thousandths of a CPU, whole units of everything else.</summary>
    public long In(string resource) => resource == "cpu" ? MilliValue : Value;

    /// <summary>Reads a core/v1 ResourceList; empty where absent.</summary>
    /// <exception cref="FormatException">A quantity is malformed.</exception>
    public static IReadOnlyDictionary<string, ResourceAmount> List(JsonElement? list)
    {
        var amounts = new Dictionary<string, ResourceAmount>(StringComparer.Ordinal);
        foreach (var entry in list is { ValueKind: JsonValueKind.Object } json ? json.EnumerateObject() : default)
        {
            amounts[entry.Name] = Of(Quantity.Parse(entry.Value));
        }

        return amounts;
    }
}
