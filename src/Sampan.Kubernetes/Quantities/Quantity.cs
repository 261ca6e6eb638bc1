using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json;

namespace Sampan.Kubernetes.Quantities;

/// <summary>
/// Kubernetes' <c>resource.Quantity</c>: an exact decimal number, no finer than a billionth, that remembers how its
/// suffix was written. <c>1.5Gi</c>, <c>500m</c>, <c>2e3</c>.
/// </summary>
/// <remarks>
/// Rules of apimachinery's <c>resource.ParseQuantity</c>: what is finer than a nano is rounded away from zero, a binary
/// quantity is capped at 2^63-1. Exponents beyond ±1000 are refused, which upstream would compute at any cost.
/// </remarks>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    internal const int Nano = -9;
    private readonly BigInteger _unscaled;
    private readonly int _scale;
    private readonly string? _text;

    internal Quantity(BigInteger unscaled, int scale, QuantityFormat format, string? text = null)
    {
        _unscaled = unscaled;
        _scale = scale;
        _text = text;
        Format = format;
    }

    /// <summary>Nothing.</summary>
    public static Quantity Zero => default;

    /// <summary>How the suffix is written.</summary>
    public QuantityFormat Format { get; }

    /// <summary>Whether the amount is zero.</summary>
    public bool IsZero => _unscaled.IsZero;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => _unscaled.Sign;

    /// <summary>The amount in whole units, rounded away from zero, within the bounds of 64 bits.</summary>
    public long Value => Scaled(0);

    /// <summary>The amount in thousandths, rounded away from zero, within the bounds of 64 bits.</summary>
    public long MilliValue => Scaled(-3);

    /// <summary>A whole number of units.</summary>
    public static Quantity Of(long value, QuantityFormat format = QuantityFormat.DecimalSI) => new(value, 0, format);

    /// <summary>A whole number of thousandths.</summary>
    public static Quantity OfMilli(long value, QuantityFormat format = QuantityFormat.DecimalSI) => new(value, -3, format);

    /// <summary>A whole number of units of ten to the power of <paramref name="scale"/>, which is no finer than a billionth.</summary>
    public static Quantity OfScaled(long value, int scale, QuantityFormat format = QuantityFormat.DecimalSI) =>
        scale >= Nano ? new(value, scale, format) : throw new ArgumentOutOfRangeException(nameof(scale));

    /// <summary>Reads a quantity's text.</summary>
    /// <exception cref="FormatException">The text is no quantity; the message is Kubernetes' own.</exception>
    public static Quantity Parse(string text) =>
        QuantityText.Read(text, out var quantity) is { } error ? throw new FormatException(error) : quantity;

    /// <summary>Reads a quantity's text; false if it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Quantity quantity)
    {
        quantity = default;
        return text is not null && QuantityText.Read(text, out quantity) is null;
    }

    /// <summary>Reads a JSON string or number, as the API decodes one; null is zero.</summary>
    /// <exception cref="FormatException">The value is no quantity.</exception>
    public static Quantity Parse(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => default,
        JsonValueKind.String => Parse(value.GetString()!.Trim()),
        _ => Parse(value.GetRawText()),
    };

    /// <summary>The sum, in the format of the left amount unless that is zero.</summary>
    public static Quantity operator +(Quantity left, Quantity right) => Combine(left, right, right._unscaled);

    /// <summary>The difference, in the format of the left amount unless that is zero.</summary>
    public static Quantity operator -(Quantity left, Quantity right) => Combine(left, right, -right._unscaled);

    /// <summary>The same amount below zero.</summary>
    public static Quantity operator -(Quantity quantity) => new(-quantity._unscaled, quantity._scale, quantity.Format);

    /// <summary>Whether the amounts are the same, however they are written.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.CompareTo(right) == 0;

    /// <summary>Whether the amounts differ.</summary>
    public static bool operator !=(Quantity left, Quantity right) => left.CompareTo(right) != 0;

    /// <summary>Compares the amounts.</summary>
    public int CompareTo(Quantity other)
    {
        var scale = Math.Min(_scale, other._scale);
        return Unscaled(scale).CompareTo(other.Unscaled(scale));
    }

    /// <inheritdoc/>
    public bool Equals(Quantity other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Scaled(Nano).GetHashCode();

    /// <summary>The amount times ten to the power of -<paramref name="scale"/>, rounded away from zero, within the bounds of 64 bits.</summary>
    public long Scaled(int scale)
    {
        var amount = Rounded(scale, out _);
        return amount > long.MaxValue ? long.MaxValue : amount < long.MinValue ? long.MinValue : (long)amount;
    }

    /// <summary>The nearest floating-point number, for ratios that need not be exact.</summary>
    public double ToDouble() => (double)_unscaled * Math.Pow(10, _scale);

    /// <summary>The canonical text: no fraction, the largest suffix that loses nothing, in the quantity's own format where it can be.</summary>
    public override string ToString() => _text ?? QuantityText.Write(_unscaled, _scale, this);

    /// <summary>The amount in units of ten to the power of <paramref name="scale"/>, rounded away from zero.</summary>
    internal BigInteger Rounded(int scale, out bool exact)
    {
        exact = true;
        if (_scale >= scale)
        {
            return Unscaled(scale);
        }

        var quotient = BigInteger.DivRem(_unscaled, BigInteger.Pow(10, scale - _scale), out var remainder);
        exact = remainder.IsZero;
        return exact ? quotient : quotient + remainder.Sign;
    }

    private static Quantity Combine(Quantity left, Quantity right, BigInteger rightUnscaled)
    {
        var scale = Math.Min(left._scale, right._scale);
        var sum = left.Unscaled(scale) + (rightUnscaled * BigInteger.Pow(10, right._scale - scale));
        return new Quantity(sum, scale, left.IsZero ? right.Format : left.Format);
    }

    private BigInteger Unscaled(int scale) => _scale == scale ? _unscaled : _unscaled * BigInteger.Pow(10, _scale - scale);
}
