namespace Sampan.Templates.Serialization;

/// <summary>What whole numbers become in values.</summary>
public enum WholeNumbers
{
    /// <summary>Go's <c>float64</c>, as in Helm's values: <see cref="double"/>.</summary>
    Float,

    /// <summary>Go's <c>int</c>: <see cref="nint"/>; larger ones <see cref="ulong"/>.</summary>
    Int,

    /// <summary>Go's <c>int64</c>: <see cref="long"/>; larger ones <see cref="double"/>.</summary>
    Int64,
}
