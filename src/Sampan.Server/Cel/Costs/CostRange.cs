namespace Sampan.Server.Cel.Costs;

/// <summary>A size or cost that lies somewhere between two bounds. What is too large to count is the largest number.</summary>
internal readonly record struct CostRange(ulong Min, ulong Max)
{
    public static readonly CostRange Zero = new(0, 0);
    public static readonly CostRange One = new(1, 1);
    public static readonly CostRange Unknown = new(0, ulong.MaxValue);

    /// <summary>The range that any other widens.</summary>
    public static readonly CostRange Nothing = new(ulong.MaxValue, 0);

    public static CostRange Exactly(ulong value) => new(value, value);

    public static CostRange operator +(CostRange left, CostRange right) => new(Add(left.Min, right.Min), Add(left.Max, right.Max));

    public static CostRange operator *(CostRange left, CostRange right) => new(Multiply(left.Min, right.Min), Multiply(left.Max, right.Max));

    /// <summary>Both bounds times a factor, rounded up.</summary>
    public static CostRange operator *(CostRange range, double factor) => new(Multiply(range.Min, factor), Multiply(range.Max, factor));

    /// <summary>The range that holds both.</summary>
    public CostRange Or(CostRange other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    public static ulong Add(ulong left, ulong right) => left > ulong.MaxValue - right ? ulong.MaxValue : left + right;

    public static ulong Multiply(ulong left, ulong right) => Math.BigMul(left, right, out var low) == 0 ? low : ulong.MaxValue;

    private static ulong Multiply(ulong value, double factor)
    {
        var product = Math.Ceiling(value * factor);
        return product >= ulong.MaxValue ? ulong.MaxValue : (ulong)product;
    }
}
