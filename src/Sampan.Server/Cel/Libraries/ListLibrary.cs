using System.Globalization;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Evaluation;
using Sampan.Server.Cel.Parsing;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Kubernetes' functions on lists, and those of cel-go's list extension (version 3).</summary>
internal static class ListLibrary
{
    private const int LongestRange = 10_000_000;

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
        Overload.Of("lists.range", "lists_range", [CelType.Int], CelType.List(CelType.Int), a => Range(((IntValue)a[0]).Value)),
        Overload.Member("slice", "list_slice", [CelType.List(A), CelType.Int, CelType.Int], CelType.List(A), a => Slice((ListValue)a[0], ((IntValue)a[1]).Value, ((IntValue)a[2]).Value)),
        Overload.Member("flatten", "list_flatten", [CelType.List(CelType.List(A))], CelType.List(A), a => Flatten((ListValue)a[0], 1)),
        Overload.Member("flatten", "list_flatten_int", [CelType.DynList, CelType.Int], CelType.DynList, a => Flatten((ListValue)a[0], ((IntValue)a[1]).Value)),
        Overload.Member("reverse", "list_reverse", [CelType.List(A)], CelType.List(A), a => new ElementList([.. Elements((ListValue)a[0]).Reverse()])),
        Overload.Member("distinct", "list_distinct", [CelType.List(A)], CelType.List(A), a => Distinct((ListValue)a[0])),
        Overload.Member("first", "list_first", [CelType.List(A)], CelType.Optional(A), a => new OptionalValue(Elements((ListValue)a[0]).FirstOrDefault())),
        Overload.Member("last", "list_last", [CelType.List(A)], CelType.Optional(A), a => new OptionalValue(Elements((ListValue)a[0]).LastOrDefault())),
        .. Ordered.Select(type => Overload.Member("sort", $"list_{type}_sort", [CelType.List(type)], CelType.List(type), a => Sort((ListValue)a[0], (ListValue)a[0]))),
        .. Ordered.Select(type => Overload.Member("@sortByAssociatedKeys", $"list_{type}_sortByAssociatedKeys", [CelType.List(A), CelType.List(type)], CelType.List(A), a => Sort((ListValue)a[0], (ListValue)a[1]))),
    ];

    private static IEnumerable<CelValue> Elements(ListValue list) => Enumerable.Range(0, list.Count).Select(i => list[i]);

    // What this makes is paid for before: no expression can pay for more.
    private static CelValue Range(long count) => count > LongestRange
        ? new ErrorValue($"lists.range() size {count.ToString(CultureInfo.InvariantCulture)} is too large")
        : new ElementList([.. Enumerable.Range(0, (int)Math.Max(0, count)).Select(i => IntValue.Of(i))]);

    private static CelValue Slice(ListValue list, long start, long end)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"cannot slice({start}, {end})");
        return start < 0 || end < 0 ? new ErrorValue($"{what}, negative indexes not supported")
            : start > end ? new ErrorValue($"{what}, start index must be less than or equal to end index")
            : end > list.Count ? new ErrorValue($"{what}, list is length {list.Count.ToString(CultureInfo.InvariantCulture)}")
            : new ElementList([.. Elements(list).Skip((int)start).Take((int)(end - start))]);
    }

    /// <summary>How many elements a flattened list has; counting ends at <see cref="LongestRange"/>, which no budget pays for.</summary>
    /// <param name="list">The list.</param>
    /// <param name="depth">How many levels of lists in lists are taken out.</param>
    public static long FlattenedCount(ListValue list, long depth) => depth < 0 ? 0 : Flat(list, depth).Take(LongestRange).LongCount();

    private static CelValue Flatten(ListValue list, long depth) => depth < 0 ? new ErrorValue("level must be non-negative") : new ElementList([.. Flat(list, depth)]);

    private static IEnumerable<CelValue> Flat(ListValue list, long depth) => Elements(list).SelectMany(element => element is ListValue inner && depth > 0 ? Flat(inner, depth - 1) : [element]);

    private static ElementList Distinct(ListValue list)
    {
        List<CelValue> distinct = [];
        foreach (var element in Elements(list).Where(element => !distinct.Exists(known => Ordering.AreEqual(known, element))))
        {
            distinct.Add(element);
        }

        return new ElementList(distinct);
    }

    // Elements in the order of their keys; those of equal keys stay in theirs.
    private static CelValue Sort(ListValue list, ListValue keys)
    {
        if (Elements(keys).Any(key => Ordering.Compare(keys[0], key) is null || key.Type.Kind != keys[0].Type.Kind))
        {
            return new ErrorValue("list elements must have the same type");
        }

        return new ElementList([.. Elements(list).Zip(Elements(keys)).OrderBy(entry => entry.Second, Comparer<CelValue>.Create((left, right) => Ordering.Compare(left, right) ?? 0)).Select(entry => entry.First)]);
    }

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
