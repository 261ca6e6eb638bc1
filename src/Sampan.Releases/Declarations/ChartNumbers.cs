namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>Charts see every number as a float64, as Helm reads values through JSON.</summary>
internal static class ChartNumbers
{
    public static Map Convert(Map values) => values.ToDictionary(field => field.Key, field => Convert(field.Value), StringComparer.Ordinal);

    private static object? Convert(object? value) => value switch
    {
        long number => (double)number,
        Map map => Convert(map),
        List<object?> list => list.ConvertAll(Convert),
        _ => value,
    };
}
