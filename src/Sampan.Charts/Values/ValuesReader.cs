using Sampan.Charts.Text;

namespace Sampan.Charts.Values;

/// <summary>Reads the text of a values file: YAML 1.1 whose top is a map, every number a float64.</summary>
public static class ValuesReader
{
    /// <summary>The values; none for an empty text. Throws <see cref="ChartException"/> with Helm's message, which names lines but no file.</summary>
    public static Dictionary<string, object?> Read(string text) => Read(text, "map[string]interface {}");

    /// <summary>As <see cref="Read(string)"/>; <paramref name="goType"/> is how Helm's message names what it decodes into.</summary>
    internal static Dictionary<string, object?> Read(string text, string goType) => YamlData.Read(text, keepWholeNumbers: false) switch
    {
        null => ValueTrees.NewMap(),
        Dictionary<string, object?> map => map,
        var other => throw new ChartException($"error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {GoText.JsonKind(other)} into Go value of type {goType}", "the file has to hold a map of values"),
    };
}
