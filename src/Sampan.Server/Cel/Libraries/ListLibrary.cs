using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Evaluation;
using Sampan.Server.Cel.Parsing;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Kubernetes' functions on lists.</summary>
internal static class ListLibrary
{
    private static readonly CelType A = CelType.Parameter("A");
    private static readonly CelType[] Ordered = [CelType.Int, CelType.Uint, CelType.Double, CelType.Bool, CelType.Duration, CelType.Timestamp, CelType.String, CelType.Bytes];

    private static readonly (CelType Type, CelValue Zero)[] Summable =
    [
        (CelType.Int, IntValue.Of(0)), (CelType.Uint, new UintValue(0)), (CelType.Double, new DoubleValue(0)), (CelType.Duration, new DurationValue(0)),
    ];

    public static IEnumerable<Overload> All =>
    [
        .. Ordered.Select(type => Overload.Member("isSorted", $"list_{type}_is_sorted_bool", [CelType.List(type)], CelType.Bool, IsSorted)),
        .. Ordered.Select(type => Overload.Member("max", $"list_{type}_max_{type}", [CelType.List(type)], type, a => Extreme(a, "max", 1))),
        .. Ordered.Select(type => Overload.Member("min", $"list_{type}_min_{type}", [CelType.List(type)], type, a => Extreme(a, "min", -1))),
        .. Summable.Select(sum => Overload.Member("sum", $"list_{sum.Type}_sum_{sum.Type}", [CelType.List(sum.Type)], sum.Type, a => Sum(a, sum.Zero))),
        Overload.Member("indexOf", "list_a_index_of_int", [CelType.List(A), A], CelType.Int, a => IndexOf((ListValue)a[0], a[1])),
        Overload.Member("lastIndexOf", "list_a_last_index_of_int", [CelType.List(A), A], CelType.Int, a => LastIndexOf((ListValue)a[0], a[1])),
    ];

    private static CelValue IsSorted(CelValue[] a)
    {
        var list = (ListValue)a[0];
        for (var i = 1; i < list.Count; i++)
        {
            if (Ordering.Compare(list[i - 1], list[i]) is not { } order)
            {
                return ErrorValue.NoSuchOverload("isSorted", a);
            }

            if (order > 0)
            {
                return BoolValue.False;
            }
        }

        return BoolValue.True;
    }

    private static CelValue Extreme(CelValue[] a, string name, int sign)
    {
        var list = (ListValue)a[0];
        if (list.Count == 0)
        {
            return new ErrorValue($"{name} called on empty list");
        }

        var best = list[0];
        for (var i = 1; i < list.Count; i++)
        {
            if (Ordering.Compare(list[i], best) is not { } order)
            {
                return ErrorValue.NoSuchOverload(name, a);
            }

            best = order * sign > 0 ? list[i] : best;
        }

        return best;
    }

    private static CelValue Sum(CelValue[] a, CelValue zero)
    {
        var list = (ListValue)a[0];
        for (var i = 0; i < list.Count; i++)
        {
            // An empty list has lost its type: what it sums to shows which kind of sum was wanted.
            zero = (zero, list[i]) switch
            {
                (IntValue left, IntValue right) => Numbers.Int(Operators.Add, left.Value, right.Value),
                (UintValue left, UintValue right) => Numbers.Uint(Operators.Add, left.Value, right.Value),
                (DoubleValue left, DoubleValue right) => new DoubleValue(left.Value + right.Value),
                (DurationValue left, DurationValue right) => Times.Add(left, right, 1),
                (IntValue { Value: 0 }, var first) when i == 0 && first is UintValue or DoubleValue or DurationValue => first,
                _ => ErrorValue.NoSuchOverload("sum", a),
            };
            if (zero is ErrorValue)
            {
                break;
            }
        }

        return zero;
    }

    private static IntValue IndexOf(ListValue list, CelValue element)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (Ordering.AreEqual(list[i], element))
            {
                return IntValue.Of(i);
            }
        }

        return IntValue.Of(-1);
    }

    private static IntValue LastIndexOf(ListValue list, CelValue element)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (Ordering.AreEqual(list[i], element))
            {
                return IntValue.Of(i);
            }
        }

        return IntValue.Of(-1);
    }
}
