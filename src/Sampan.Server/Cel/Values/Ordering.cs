namespace Sampan.Server.Cel.Values;

/// <summary>Equality and order of values, across numeric types.</summary>
internal static class Ordering
{
    /// <summary>Whether two values are equal; values of different types are not, numbers excepted.</summary>
    public static bool AreEqual(CelValue left, CelValue right) => left.EqualTo(right);

    /// <summary>Negative, zero or positive; null where the two have no order: NaN, or other types.</summary>
    public static int? Compare(CelValue left, CelValue right) => (left, right) switch
    {
        (IntValue a, IntValue b) => a.Value.CompareTo(b.Value),
        (UintValue a, UintValue b) => a.Value.CompareTo(b.Value),
        (IntValue a, UintValue b) => a.Value < 0 ? -1 : ((ulong)a.Value).CompareTo(b.Value),
        (UintValue a, IntValue b) => b.Value < 0 ? 1 : a.Value.CompareTo((ulong)b.Value),
        (DoubleValue a, DoubleValue b) => Compare(a.Value, b.Value),
        (DoubleValue a, IntValue b) => Compare(a.Value, b.Value),
        (DoubleValue a, UintValue b) => Compare(a.Value, b.Value),
        (IntValue a, DoubleValue b) => -Compare(b.Value, a.Value),
        (UintValue a, DoubleValue b) => -Compare(b.Value, a.Value),
        (BoolValue a, BoolValue b) => a.Value.CompareTo(b.Value),
        (StringValue a, StringValue b) => CompareCodePoints(a.Value, b.Value),
        (BytesValue a, BytesValue b) => a.Value.AsSpan().SequenceCompareTo(b.Value),
        (DurationValue a, DurationValue b) => a.Nanoseconds.CompareTo(b.Nanoseconds),
        (TimestampValue a, TimestampValue b) => a.Seconds != b.Seconds ? a.Seconds.CompareTo(b.Seconds) : a.Nanoseconds.CompareTo(b.Nanoseconds),
        _ => null,
    };

    private static int? Compare(double left, double right) => double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    private static int? Compare(double left, long right)
    {
        if (double.IsNaN(left))
        {
            return null;
        }

        return left < long.MinValue ? -1 : left >= -(double)long.MinValue ? 1 : Compare((Int128)Math.Floor(left), left, right);
    }

    private static int? Compare(double left, ulong right)
    {
        if (double.IsNaN(left))
        {
            return null;
        }

        return left < 0 ? -1 : left >= 2.0 * -(double)long.MinValue ? 1 : Compare((Int128)Math.Floor(left), left, right);
    }

    private static int Compare(Int128 floor, double exact, Int128 other) => floor != other ? floor.CompareTo(other) : exact > Math.Floor(exact) ? 1 : 0;

    // UTF-16 order differs from that of code points only where surrogates are involved.
    private static int CompareCodePoints(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
            {
                var (a, b) = (char.IsSurrogate(left[i]), char.IsSurrogate(right[i]));
                return a == b ? left[i].CompareTo(right[i]) : a ? 1 : -1;
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
