using Sampan.Charts.Dependencies;
using Sampan.Charts.Metadata;

namespace Sampan.Charts.Values.Origins;

/// <summary>The layers that a chart and its subcharts bring, the deepest subcharts first.</summary>
internal static class ChartLayers
{
    private const string ValuesFile = "values.yaml";

    public static IEnumerable<ValueLayer> Of(ProcessedChart chart, string chartPath) => Of(chart, chartPath, []);

    private static IEnumerable<ValueLayer> Of(ProcessedChart chart, string path, IReadOnlyList<string> under)
    {
        foreach (var layer in chart.Subcharts.SelectMany(subchart => Of(subchart, $"{path}/charts/{subchart.Name}", [.. under, subchart.Name])))
        {
            yield return layer;
        }

        var file = chart.Chart.Raw.FirstOrDefault(file => file.Name == ValuesFile);
        var own = file is null ? [] : ValuesReader.Read(file.Text);
        if (chart.Chart.Metadata.Dependencies?.OfType<ChartDependency>().Any(dependency => dependency.ImportValues.Count > 0) == true)
        {
            yield return new ValueLayer(ValueLayerKind.Imported, $"{path}/Chart.yaml", OnlyImported(WithoutSubcharts(chart), own)) { Under = under };
        }

        if (file is not null)
        {
            yield return new ValueLayer(chart.IsRoot ? ValueLayerKind.ChartDefault : ValueLayerKind.SubchartDefault, $"{path}/{ValuesFile}", own)
            {
                Under = under,
                Text = new ValueText(file.Text),
            };
        }
    }

    /// <summary>Importing also leaves the subcharts' own values and the globals in the chart's.</summary>
    private static Dictionary<string, object?> WithoutSubcharts(ProcessedChart chart)
    {
        var values = ValueTrees.Copy(chart.Chart.Values);
        foreach (var name in chart.Subcharts.Select(subchart => subchart.Name).Append("global"))
        {
            values.Remove(name);
        }

        return values;
    }

    /// <summary>What importing added to a chart's own values.</summary>
    private static Dictionary<string, object?> OnlyImported(Dictionary<string, object?> values, Dictionary<string, object?> own)
    {
        foreach (var (key, value) in own)
        {
            if (values.GetValueOrDefault(key) is Dictionary<string, object?> map && value is Dictionary<string, object?> ownMap)
            {
                OnlyImported(map, ownMap);
                if (map.Count > 0)
                {
                    continue;
                }
            }

            values.Remove(key);
        }

        return values;
    }
}
