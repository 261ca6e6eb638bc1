using System.Globalization;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Evaluation;

/// <summary>Looking into lists and maps.</summary>
internal static class Access
{
    /// <summary>The element or entry of a key.</summary>
    public static CelValue Index(CelValue operand, CelValue key) => operand switch
    {
        ListValue list => Element(list, key),
        MapValue map => map.Find(key) ?? ErrorValue.NoSuchKey(Show(key)),
        _ => new ErrorValue("no such overload"),
    };

    /// <summary>The same as an optional value: none where there is no such element.</summary>
    public static CelValue Optional(CelValue operand, CelValue key)
    {
        if (operand is OptionalValue optional)
        {
            if (optional.Value is null)
            {
                return OptionalValue.None;
            }

            operand = optional.Value;
        }

        return operand switch
        {
            ListValue list => Element(list, key) is var element && element is not ErrorValue ? new OptionalValue(element) : OptionalValue.None,
            MapValue map => map.Find(key) is { } value ? new OptionalValue(value) : OptionalValue.None,
            _ => new ErrorValue("no such overload"),
        };
    }

    /// <summary>A key as errors show it.</summary>
    public static string Show(CelValue key) => key switch
    {
        StringValue text => text.Value,
        BoolValue flag => flag.Value ? "true" : "false",
        IntValue whole => whole.Value.ToString(CultureInfo.InvariantCulture),
        UintValue natural => natural.Value.ToString(CultureInfo.InvariantCulture),
        DoubleValue real => Conversions.Text(real.Value),
        _ => key.Type.Name,
    };

    private static CelValue Element(ListValue list, CelValue key)
    {
        Int128? index = key switch
        {
            IntValue whole => whole.Value,
            UintValue natural => natural.Value,
            DoubleValue { Value: var real } when double.IsInteger(real) && Math.Abs(real) < 1e18 => (long)real,
            _ => null,
        };
        return index is not { } position
            ? new ErrorValue($"unsupported index type '{key.Type.Name}' in list")
            : position >= 0 && position < list.Count ? list[(int)position] : new ErrorValue($"index out of bounds: {position.ToString(CultureInfo.InvariantCulture)}");
    }
}
