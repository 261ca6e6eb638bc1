using System.Collections;
using System.Numerics;
using Sampan.Templates.Times;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>Go's built-in comparisons: <c>eq ne lt le gt ge</c>. Numbers compare only with numbers of their kind.</summary>
internal static class Comparisons
{
    private enum Kind
    {
        Invalid,
        Other,
        Boolean,
        Complex,
        Integer,
        Float,
        Text,
        Unsigned,
    }

    public static void AddTo(FunctionTable table)
    {
        table.AddVariadic("eq", [ParameterType.Reflected, ParameterType.Reflected], (_, arguments) => Boxes.Of(EqualsAny(arguments)));
        table.Add("ne", [ParameterType.Reflected, ParameterType.Reflected], (_, arguments) => Boxes.Of(!EqualsAny(arguments)));
        table.Add("lt", [ParameterType.Reflected, ParameterType.Reflected], (_, arguments) => Boxes.Of(IsLess(arguments)));
        table.Add("le", [ParameterType.Reflected, ParameterType.Reflected], (_, arguments) => Boxes.Of(IsLess(arguments) || EqualsAny(arguments)));
        table.Add("gt", [ParameterType.Reflected, ParameterType.Reflected], (_, arguments) => Boxes.Of(!(IsLess(arguments) || EqualsAny(arguments))));
        table.Add("ge", [ParameterType.Reflected, ParameterType.Reflected], (_, arguments) => Boxes.Of(!IsLess(arguments)));
    }

    private static bool EqualsAny(ReadOnlySpan<object?> arguments)
    {
        var first = Nothing.Unwrap(arguments[0]);
        if (arguments.Length == 1)
        {
            throw new FunctionException("missing argument for comparison");
        }

        foreach (var argument in arguments[1..])
        {
            if (AreEqual(first, Nothing.Unwrap(argument)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreEqual(object? left, object? right)
    {
        var (leftKind, rightKind) = (KindOf(left), KindOf(right));
        if (leftKind != rightKind)
        {
            if (IsWhole(leftKind) && IsWhole(rightKind))
            {
                return AsInteger(left!) == AsInteger(right!);
            }

            return left is not null && right is not null ? throw Incompatible(left, right) : false;
        }

        switch (leftKind)
        {
            case Kind.Invalid:
                return true;
            case Kind.Integer or Kind.Unsigned:
                return AsInteger(left!) == AsInteger(right!);
            case Kind.Float:
                return AsFloat(left!) == AsFloat(right!);
            case Kind.Boolean or Kind.Complex or Kind.Text:
                return left!.Equals(right);
        }

        if (GoType.Kind(left) != GoType.Kind(right))
        {
            throw new FunctionException(GoPrinter.Sprintf("non-comparable types %s: %T, %T: %v", [left, left, right, right]));
        }

        return IsComparable(right) ? Equals(left, right) : throw new FunctionException(GoPrinter.Sprintf("non-comparable type %s: %T", [right, right]));
    }

    /// <summary>Maps and lists do not compare, nor do structs that have them.</summary>
    private static bool IsComparable(object? value) => value switch
    {
        IDictionary or IList => false,
        GoTime => true,
        ITemplateObject named when !named.GoType.StartsWith('*') => named.Fields.All(field => IsComparable(field.Value)),
        _ => true,
    };

    private static bool IsLess(ReadOnlySpan<object?> arguments)
    {
        var (left, right) = (Nothing.Unwrap(arguments[0]), Nothing.Unwrap(arguments[1]));
        var leftKind = Basic(left);
        var rightKind = Basic(right);
        if (leftKind != rightKind && !(IsWhole(leftKind) && IsWhole(rightKind)))
        {
            throw Incompatible(left!, right!);
        }

        return leftKind switch
        {
            Kind.Integer or Kind.Unsigned => AsInteger(left!) < AsInteger(right!),
            Kind.Float => AsFloat(left!) < AsFloat(right!),
            Kind.Text => MapOrder.Compare((string)left!, (string)right!) < 0,
            _ => throw new FunctionException("invalid type for comparison"),
        };
    }

    private static Kind Basic(object? value) =>
        KindOf(value) is var kind and not (Kind.Invalid or Kind.Other) ? kind : throw new FunctionException("invalid type for comparison");

    private static Kind KindOf(object? value) => value switch
    {
        null => Kind.Invalid,
        bool => Kind.Boolean,
        nint or long or int or GoDuration => Kind.Integer,
        ulong or uint or byte => Kind.Unsigned,
        double or float => Kind.Float,
        Complex => Kind.Complex,
        string => Kind.Text,
        _ => Kind.Other,
    };

    private static bool IsWhole(Kind kind) => kind is Kind.Integer or Kind.Unsigned;

    private static Int128 AsInteger(object value) => value switch
    {
        nint number => number,
        long number => number,
        int number => number,
        ulong number => number,
        uint number => number,
        byte number => number,
        _ => ((GoDuration)value).Nanoseconds,
    };

    private static double AsFloat(object value) => value is float single ? single : (double)value;

    private static FunctionException Incompatible(object left, object right) =>
        new($"incompatible types for comparison: {GoType.Name(left)} and {GoType.Name(right)}");
}
