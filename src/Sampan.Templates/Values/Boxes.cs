namespace Sampan.Templates.Values;

/// <summary>Boxed values that come up often, made once.</summary>
internal static class Boxes
{
    public static readonly object True = true;
    public static readonly object False = false;
    private const int Lowest = -128;
    private const int Highest = 1024;
    private static readonly object[] Integers = Enumerable.Range(Lowest, Highest - Lowest).Select(i => (object)(nint)i).ToArray();
    private static readonly object[] Longs = Enumerable.Range(Lowest, Highest - Lowest).Select(i => (object)(long)i).ToArray();

    public static object Of(bool value) => value ? True : False;

    /// <summary>Go's <c>int</c>.</summary>
    public static object Integer(long value) => value is >= Lowest and < Highest ? Integers[value - Lowest] : (nint)value;

    /// <summary>Go's <c>int64</c>.</summary>
    public static object Long(long value) => value is >= Lowest and < Highest ? Longs[value - Lowest] : value;
}
