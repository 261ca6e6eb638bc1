using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Evaluation;
using Sampan.Server.Cel.Parsing;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>The operators, and what macros need beside them.</summary>
internal static class OperatorLibrary
{
    private static readonly CelType A = CelType.Parameter("A");
    private static readonly CelType B = CelType.Parameter("B");
    private static readonly CelType ListOfA = CelType.List(A);
    private static readonly CelType MapOfAB = CelType.Map(A, B);

    // The evaluator itself does these: not every argument is needed.
    private static readonly Func<CelValue[], CelValue> Never = static _ => new ErrorValue("no such overload");

    public static IEnumerable<Overload> All =>
    [
        Overload.Of(Operators.Conditional, "conditional", [CelType.Bool, A, A], A, Never),
        Overload.Of(Operators.And, "logical_and", [CelType.Bool, CelType.Bool], CelType.Bool, Never),
        Overload.Of(Operators.Or, "logical_or", [CelType.Bool, CelType.Bool], CelType.Bool, Never),
        Overload.Of(Operators.NotStrictlyFalse, "not_strictly_false", [CelType.Bool], CelType.Bool, Never),
        Overload.Of(Operators.Not, "logical_not", [CelType.Bool], CelType.Bool, a => BoolValue.Of(!((BoolValue)a[0]).Value)),
        Overload.Of(Operators.Equal, "equals", [A, A], CelType.Bool, a => BoolValue.Of(Ordering.AreEqual(a[0], a[1]))),
        Overload.Of(Operators.NotEqual, "not_equals", [A, A], CelType.Bool, a => BoolValue.Of(!Ordering.AreEqual(a[0], a[1]))),
        Overload.Of(Operators.In, "in_list", [A, ListOfA], CelType.Bool, a => BoolValue.Of(((ListValue)a[1]).Contains(a[0]))),
        Overload.Of(Operators.In, "in_map", [A, MapOfAB], CelType.Bool, a => BoolValue.Of(((MapValue)a[1]).Find(a[0]) is not null)),
        Overload.Of(Operators.Index, "index_list", [ListOfA, CelType.Int], A, a => Access.Index(a[0], a[1])),
        Overload.Of(Operators.Index, "index_map", [MapOfAB, A], B, a => Access.Index(a[0], a[1])),
        Overload.Of(Operators.Index, "optional_list_index_value", [CelType.Optional(ListOfA), CelType.Int], CelType.Optional(A), a => Access.Optional(a[0], a[1])),
        Overload.Of(Operators.Index, "optional_map_index_value", [CelType.Optional(MapOfAB), A], CelType.Optional(B), a => Access.Optional(a[0], a[1])),
        Overload.Of(Operators.OptionalIndex, "list_optindex_optional_int", [ListOfA, CelType.Int], CelType.Optional(A), a => Access.Optional(a[0], a[1])),
        Overload.Of(Operators.OptionalIndex, "optional_list_optindex_optional_int", [CelType.Optional(ListOfA), CelType.Int], CelType.Optional(A), a => Access.Optional(a[0], a[1])),
        Overload.Of(Operators.OptionalIndex, "map_optindex_optional_value", [MapOfAB, A], CelType.Optional(B), a => Access.Optional(a[0], a[1])),
        Overload.Of(Operators.OptionalIndex, "optional_map_optindex_optional_value", [CelType.Optional(MapOfAB), A], CelType.Optional(B), a => Access.Optional(a[0], a[1])),
        Overload.Of(Operators.MapInsert, "@mapInsert_map_key_value", [MapOfAB, A, B], MapOfAB, a => Insert((EntryMap)a[0], a[1], a[2])),
        Overload.Of(Operators.MapInsert, "@mapInsert_map_map", [MapOfAB, MapOfAB], MapOfAB, a => Insert((EntryMap)a[0], (MapValue)a[1])),
        .. Arithmetic(),
        .. Comparisons(),
        .. Sizes(),
    ];

    private static IEnumerable<Overload> Arithmetic()
    {
        foreach (var (function, name) in new[] { (Operators.Add, "add"), (Operators.Subtract, "subtract"), (Operators.Multiply, "multiply"), (Operators.Divide, "divide") })
        {
            yield return Overload.Of(function, $"{name}_int64", [CelType.Int, CelType.Int], CelType.Int, a => Numbers.Int(function, ((IntValue)a[0]).Value, ((IntValue)a[1]).Value));
            yield return Overload.Of(function, $"{name}_uint64", [CelType.Uint, CelType.Uint], CelType.Uint, a => Numbers.Uint(function, ((UintValue)a[0]).Value, ((UintValue)a[1]).Value));
            yield return Overload.Of(function, $"{name}_double", [CelType.Double, CelType.Double], CelType.Double, a => Numbers.Double(function, ((DoubleValue)a[0]).Value, ((DoubleValue)a[1]).Value));
        }

        yield return Overload.Of(Operators.Modulo, "modulo_int64", [CelType.Int, CelType.Int], CelType.Int, a => Numbers.Int(Operators.Modulo, ((IntValue)a[0]).Value, ((IntValue)a[1]).Value));
        yield return Overload.Of(Operators.Modulo, "modulo_uint64", [CelType.Uint, CelType.Uint], CelType.Uint, a => Numbers.Uint(Operators.Modulo, ((UintValue)a[0]).Value, ((UintValue)a[1]).Value));
        yield return Overload.Of(Operators.Negate, "negate_int64", [CelType.Int], CelType.Int, a => Numbers.Int(Operators.Subtract, 0, ((IntValue)a[0]).Value));
        yield return Overload.Of(Operators.Negate, "negate_double", [CelType.Double], CelType.Double, a => new DoubleValue(-((DoubleValue)a[0]).Value));
        yield return Overload.Of(Operators.Add, "add_string", [CelType.String, CelType.String], CelType.String, a => new StringValue(((StringValue)a[0]).Value + ((StringValue)a[1]).Value));
        yield return Overload.Of(Operators.Add, "add_bytes", [CelType.Bytes, CelType.Bytes], CelType.Bytes, a => new BytesValue([.. ((BytesValue)a[0]).Value, .. ((BytesValue)a[1]).Value]));
        yield return Overload.Of(Operators.Add, "add_list", [ListOfA, ListOfA], ListOfA, a => ((ListValue)a[0]).Append((ListValue)a[1]));
        yield return Overload.Of(Operators.Add, "add_duration_duration", [CelType.Duration, CelType.Duration], CelType.Duration, a => Times.Add((DurationValue)a[0], (DurationValue)a[1], 1));
        yield return Overload.Of(Operators.Add, "add_duration_timestamp", [CelType.Duration, CelType.Timestamp], CelType.Timestamp, a => Times.Add((TimestampValue)a[1], (DurationValue)a[0], 1));
        yield return Overload.Of(Operators.Add, "add_timestamp_duration", [CelType.Timestamp, CelType.Duration], CelType.Timestamp, a => Times.Add((TimestampValue)a[0], (DurationValue)a[1], 1));
        yield return Overload.Of(Operators.Subtract, "subtract_duration_duration", [CelType.Duration, CelType.Duration], CelType.Duration, a => Times.Add((DurationValue)a[0], (DurationValue)a[1], -1));
        yield return Overload.Of(Operators.Subtract, "subtract_timestamp_duration", [CelType.Timestamp, CelType.Duration], CelType.Timestamp, a => Times.Add((TimestampValue)a[0], (DurationValue)a[1], -1));
        yield return Overload.Of(Operators.Subtract, "subtract_timestamp_timestamp", [CelType.Timestamp, CelType.Timestamp], CelType.Duration, a => Times.Subtract((TimestampValue)a[0], (TimestampValue)a[1]));
    }

    private static IEnumerable<Overload> Comparisons()
    {
        CelType[] numbers = [CelType.Int, CelType.Uint, CelType.Double];
        CelType[] others = [CelType.Bool, CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration];
        (CelType Left, CelType Right)[] pairs = [.. numbers.SelectMany(left => numbers.Select(right => (left, right))), .. others.Select(type => (type, type))];
        foreach (var (function, name, test) in new (string, string, Func<int, bool>)[]
        {
            (Operators.Less, "less", order => order < 0),
            (Operators.LessEqual, "less_equals", order => order <= 0),
            (Operators.Greater, "greater", order => order > 0),
            (Operators.GreaterEqual, "greater_equals", order => order >= 0),
        })
        {
            foreach (var (left, right) in pairs)
            {
                var suffix = left == right ? left.ToString() : $"{left}_{right}";
                yield return Overload.Of(function, $"{name}_{suffix}", [left, right], CelType.Bool, a =>
                    Ordering.Compare(a[0], a[1]) is { } order ? BoolValue.Of(test(order)) : new ErrorValue("NaN values cannot be ordered"));
            }
        }
    }

    private static IEnumerable<Overload> Sizes()
    {
        foreach (var (name, type) in new[] { ("bytes", CelType.Bytes), ("list", ListOfA), ("map", MapOfAB), ("string", CelType.String) })
        {
            yield return Overload.Of("size", $"size_{name}", [type], CelType.Int, Size);
            yield return Overload.Member("size", $"{name}_size", [type], CelType.Int, Size);
        }
    }

    private static CelValue Size(CelValue[] arguments) => arguments[0].Size is { } size ? IntValue.Of(size) : ErrorValue.NoSuchOverload("size", arguments);

    private static CelValue Insert(EntryMap map, CelValue key, CelValue value) =>
        map.TryAdd(key, value) ? map : new ErrorValue($"insert failed: key {Access.Show(key)} already exists");

    private static CelValue Insert(EntryMap map, MapValue entries)
    {
        foreach (var key in entries.Keys)
        {
            if (Insert(map, key, entries.Find(key)!) is ErrorValue error)
            {
                return error;
            }
        }

        return map;
    }
}
