using Sampan.Server.Cel.Checking;

namespace Sampan.Server.Cel.Values;

/// <summary><c>null</c>.</summary>
internal sealed class NullValue : CelValue
{
    public static readonly NullValue Instance = new();

    public override CelType Type => CelType.Null;

    public override bool EqualTo(CelValue other) => other is NullValue;
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class BoolValue : CelValue
{
    public static readonly BoolValue True = new(true);
    public static readonly BoolValue False = new(false);

    private BoolValue(bool value) => Value = value;

    public bool Value { get; }

    public override CelType Type => CelType.Bool;

    public static BoolValue Of(bool value) => value ? True : False;

    public override bool EqualTo(CelValue other) => ReferenceEquals(this, other);
}

/// <summary>A signed integer of 64 bits.</summary>
internal sealed class IntValue : CelValue
{
    private static readonly IntValue[] Small = [.. Enumerable.Range(-1, 257).Select(value => new IntValue(value))];

    private IntValue(long value) => Value = value;

    public long Value { get; }

    public override CelType Type => CelType.Int;

    public static IntValue Of(long value) => value is >= -1 and < 256 ? Small[value + 1] : new IntValue(value);

    public override bool EqualTo(CelValue other) => Ordering.Compare(this, other) == 0;
}

/// <summary>An unsigned integer of 64 bits.</summary>
internal sealed class UintValue(ulong value) : CelValue
{
    public ulong Value { get; } = value;

    public override CelType Type => CelType.Uint;

    public override bool EqualTo(CelValue other) => Ordering.Compare(this, other) == 0;
}

/// <summary>A floating-point number of 64 bits.</summary>
internal sealed class DoubleValue(double value) : CelValue
{
    public double Value { get; } = value;

    public override CelType Type => CelType.Double;

    public override bool EqualTo(CelValue other) => Ordering.Compare(this, other) == 0;
}

/// <summary>A text.</summary>
internal sealed class StringValue(string value) : CelValue
{
    public string Value { get; } = value;

    public override CelType Type => CelType.String;

    public override long? Size => CelText.Length(Value);

    public override bool EqualTo(CelValue other) => other is StringValue text && text.Value == Value;
}

/// <summary>A sequence of bytes.</summary>
internal sealed class BytesValue(byte[] value) : CelValue
{
    public byte[] Value { get; } = value;

    public override CelType Type => CelType.Bytes;

    public override long? Size => Value.Length;

    public override bool EqualTo(CelValue other) => other is BytesValue bytes && bytes.Value.AsSpan().SequenceEqual(Value);
}

/// <summary>A span of time, in nanoseconds.</summary>
internal sealed class DurationValue(long nanoseconds) : CelValue
{
    public const long Second = 1_000_000_000;

    public long Nanoseconds { get; } = nanoseconds;

    public override CelType Type => CelType.Duration;

    public override bool EqualTo(CelValue other) => other is DurationValue duration && duration.Nanoseconds == Nanoseconds;
}

/// <summary>A point in time.</summary>
/// <param name="seconds">Seconds since 1970, UTC.</param>
/// <param name="nanoseconds">Nanoseconds within the second.</param>
internal sealed class TimestampValue(long seconds, int nanoseconds) : CelValue
{
    /// <summary>0001-01-01T00:00:00Z.</summary>
    public const long Earliest = -62_135_596_800;

    /// <summary>9999-12-31T23:59:59Z.</summary>
    public const long Latest = 253_402_300_799;

    public long Seconds { get; } = seconds;

    public int Nanoseconds { get; } = nanoseconds;

    public override CelType Type => CelType.Timestamp;

    public override bool EqualTo(CelValue other) => other is TimestampValue time && time.Seconds == Seconds && time.Nanoseconds == Nanoseconds;
}

/// <summary>A type as a value.</summary>
internal sealed class TypeValue(CelType instance) : CelValue
{
    public CelType Instance { get; } = instance;

    public override CelType Type => CelType.Type;

    public override bool EqualTo(CelValue other) => other is TypeValue type && type.Instance.Name == Instance.Name;
}

/// <summary>A value that may be missing.</summary>
internal sealed class OptionalValue(CelValue? value) : CelValue
{
    public static readonly OptionalValue None = new(null);

    private static readonly CelType OptionalType = CelType.Optional(CelType.Dyn);

    /// <summary>The value, or null.</summary>
    public CelValue? Value { get; } = value;

    public override CelType Type => OptionalType;

    public override long? Size => Value?.Size;

    public override bool EqualTo(CelValue other) =>
        other is OptionalValue optional && (Value is null ? optional.Value is null : optional.Value is not null && Ordering.AreEqual(Value, optional.Value));
}

/// <summary>Why there is no value.</summary>
internal sealed class ErrorValue(string message) : CelValue
{
    public string Message { get; } = message;

    public override CelType Type => CelType.Error;

    public override bool EqualTo(CelValue other) => false;

    /// <summary>No function of this name takes such arguments.</summary>
    public static ErrorValue NoSuchOverload(string function, params ReadOnlySpan<CelValue> arguments)
    {
        List<string> types = [];
        foreach (var argument in arguments)
        {
            types.Add(argument.Type.Name);
        }

        return new ErrorValue($"no such overload: {function}({string.Join(", ", types)})");
    }

    /// <summary>A map or object without such an entry.</summary>
    public static ErrorValue NoSuchKey(string key) => new($"no such key: {key}");
}
