using Sampan.Server.Cel.Checking;

namespace Sampan.Server.Cel.Values;

/// <summary>A map, or an object with fields.</summary>
internal abstract class MapValue : CelValue
{
    public abstract int Count { get; }

    public abstract IEnumerable<CelValue> Keys { get; }

    public override CelType Type => CelType.DynMap;

    public override long? Size => Count;

    /// <summary>The value of a key, or null.</summary>
    public abstract CelValue? Find(CelValue key);

    public override bool EqualTo(CelValue other)
    {
        if (other is not MapValue map || map.Count != Count)
        {
            return false;
        }

        foreach (var key in Keys)
        {
            if (map.Find(key) is not { } value || !Ordering.AreEqual(Find(key)!, value))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A map of values that exist, in the order in which they were added.</summary>
internal sealed class EntryMap : MapValue
{
    private readonly Dictionary<object, (CelValue Key, CelValue Value)> _entries = [];

    public override int Count => _entries.Count;

    public override IEnumerable<CelValue> Keys => _entries.Values.Select(entry => entry.Key);

    /// <summary>Adds an entry; false if the key is there already.</summary>
    public bool TryAdd(CelValue key, CelValue value) => Normalize(key) is { } known && _entries.TryAdd(known, (key, value));

    public override CelValue? Find(CelValue key) => Normalize(key) is { } known && _entries.TryGetValue(known, out var entry) ? entry.Value : null;

    /// <summary>Whether values of this type can be keys.</summary>
    public static bool IsKey(CelValue key) => key is StringValue or IntValue or UintValue or BoolValue;

    /// <summary>Whether values like this one can be told apart by <see cref="Find"/>.</summary>
    public static bool CanBeFound(CelValue value) => Normalize(value) is not null;

    // Numbers that are equal are the same key, whatever their types. Not a number is equal to nothing.
    private static object? Normalize(CelValue key) => key switch
    {
        StringValue text => text.Value,
        BoolValue flag => flag.Value,
        IntValue whole => (Int128)whole.Value,
        UintValue natural => (Int128)natural.Value,
        DoubleValue { Value: var real } when double.IsInteger(real) && Math.Abs(real) < 1e30 => (Int128)real,
        DoubleValue { Value: var real } when !double.IsNaN(real) => real,
        _ => null,
    };
}

/// <summary>An object of a declared type, written out in an expression.</summary>
internal sealed class DeclaredObject(CelType type, IReadOnlyDictionary<string, CelValue> fields) : MapValue
{
    public override CelType Type => type;

    public override int Count => fields.Count;

    // An object has fields, not a number of entries.
    public override long? Size => null;

    public override IEnumerable<CelValue> Keys => fields.Keys.Select(name => new StringValue(name));

    public override CelValue? Find(CelValue key) => key is StringValue name ? fields.GetValueOrDefault(name.Value) : null;

    public override bool EqualTo(CelValue other) => other.Type.Name == type.Name && base.EqualTo(other);
}
