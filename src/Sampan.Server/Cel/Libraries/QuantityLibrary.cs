using Sampan.Kubernetes.Quantities;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Kubernetes quantities.</summary>
internal static class QuantityLibrary
{
    private static readonly CelType Type = OpaqueTypes.Quantity;

    public static IEnumerable<Overload> All =>
    [
        Overload.Of("quantity", "string_to_quantity", [CelType.String], Type, Parse),
        Overload.Of("isQuantity", "is_quantity_string", [CelType.String], CelType.Bool, a => BoolValue.Of(Quantity.TryParse(((StringValue)a[0]).Value, out _))),
        Overload.Member("sign", "quantity_sign", [Type], CelType.Int, a => IntValue.Of(Of(a, 0).Sign)),
        Overload.Member("isInteger", "quantity_is_integer", [Type], CelType.Bool, a => BoolValue.Of(IsInteger(Of(a, 0)))),
        Overload.Member("asInteger", "quantity_as_integer", [Type], CelType.Int, a => IsInteger(Of(a, 0)) ? IntValue.Of(Of(a, 0).Value) : new ErrorValue("cannot convert value to integer")),
        Overload.Member("asApproximateFloat", "quantity_as_approximate_float", [Type], CelType.Double, a => new DoubleValue(Of(a, 0).ToDouble())),
        Overload.Member("isGreaterThan", "quantity_is_greater_than", [Type, Type], CelType.Bool, a => BoolValue.Of(Of(a, 0).CompareTo(Of(a, 1)) > 0)),
        Overload.Member("isLessThan", "quantity_is_less_than", [Type, Type], CelType.Bool, a => BoolValue.Of(Of(a, 0).CompareTo(Of(a, 1)) < 0)),
        Overload.Member("compareTo", "quantity_compare_to", [Type, Type], CelType.Int, a => IntValue.Of(Of(a, 0).CompareTo(Of(a, 1)))),
        Overload.Member("add", "quantity_add", [Type, Type], Type, a => new QuantityValue(Of(a, 0) + Of(a, 1))),
        Overload.Member("add", "quantity_add_int", [Type, CelType.Int], Type, a => new QuantityValue(Of(a, 0) + Quantity.Of(((IntValue)a[1]).Value))),
        Overload.Member("sub", "quantity_sub", [Type, Type], Type, a => new QuantityValue(Of(a, 0) - Of(a, 1))),
        Overload.Member("sub", "quantity_sub_int", [Type, CelType.Int], Type, a => new QuantityValue(Of(a, 0) - Quantity.Of(((IntValue)a[1]).Value))),
    ];

    private static Quantity Of(CelValue[] arguments, int at) => ((QuantityValue)arguments[at]).Value;

    private static bool IsInteger(Quantity quantity) => Quantity.Of(quantity.Value) == quantity;

    private static CelValue Parse(CelValue[] arguments)
    {
        try
        {
            return new QuantityValue(Quantity.Parse(((StringValue)arguments[0]).Value));
        }
        catch (FormatException exception)
        {
            return new ErrorValue(exception.Message);
        }
    }
}
