using System.Text;
using Sampan.Charts.Values.Origins;
using Sampan.Releases.Explaining;

namespace Sampan.Reports;

/// <summary>Explained values for people: <c>sampan values explain</c>. Of each value, the layer in effect first, then what it overrode.</summary>
internal static class ValuesText
{
    private const int LongestValue = 60;

    public static string Of(IReadOnlyList<ReleaseValue> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            Append(text, value);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ReleaseValue value)
    {
        Append(text, value.Value, "", "");
        foreach (var read in value.Reads)
        {
            Append(text, read, "    ", "from .Values.");
        }
    }

    private static void Append(StringBuilder text, ExplainedValue value, string indentation, string prefix)
    {
        text.Append(indentation).Append(prefix).Append(ValuePath.Write(value.Path)).Append(value.Exists ? $" = {ValuesJson.Text(value.Value)}" : " is not set").Append('\n');
        var width = value.Origins.Select(origin => Said(origin).Length).DefaultIfEmpty(0).Max();
        foreach (var (index, origin) in value.Origins.Index())
        {
            text.Append(indentation).Append(index == 0 && value.Exists ? "  * " : "    ")
                .Append(Said(origin).PadRight(width)).Append("  ").Append(ValueLayerText.Place(origin)).Append("  (").Append(ValueLayerText.Of(origin.Layer)).Append(')')
                .Append(origin.Path.Count + origin.Layer.Under.Count < value.Path.Count ? $", which sets {ValuePath.Write(origin.Path)} as a whole" : "").Append('\n');
        }
    }

    private static string Said(ValueOrigin origin)
    {
        var said = ValuesJson.Text(origin.Value);
        return said.Length <= LongestValue ? said : $"{said[..LongestValue]}…";
    }
}
