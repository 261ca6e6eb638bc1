using System.Text;
using Sampan.Charts.Metadata;
using Sampan.Charts.Text;

namespace Sampan.Charts.Showing;

/// <summary>What <c>helm show</c> prints of a chart.</summary>
public static class ChartShow
{
    private static readonly string[] ReadmeNames = ["readme.md", "readme.txt", "readme"];

    /// <summary>The metadata as YAML.</summary>
    public static string Metadata(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return YamlData.Write(MetadataValues.Of(chart.Metadata)) + "\n";
    }

    /// <summary>values.yaml as it is; empty when the chart has none.</summary>
    public static string Values(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return chart.Values is null ? "" : string.Concat(chart.Raw.Where(file => file.Name == "values.yaml").Select(file => file.Text + "\n"));
    }

    /// <summary>The README; empty when the chart has none.</summary>
    public static string Readme(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var readme = chart.Files.FirstOrDefault(file => ReadmeNames.Contains(file.Name, StringComparer.OrdinalIgnoreCase));
        return readme is null ? "" : readme.Text + "\n";
    }

    /// <summary>The CRDs of the chart and its subcharts.</summary>
    public static string CustomResourceDefinitions(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return string.Concat(chart.CustomResourceDefinitions.Select(file => file.Text + "\n"));
    }

    /// <summary>All of them, those that there are, with <c>---</c> between.</summary>
    public static string All(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        const string separator = "---\n";
        var text = new StringBuilder(Metadata(chart));
        if (chart.Values is not null)
        {
            text.Append(separator).Append(Values(chart));
        }

        if (Readme(chart) is { Length: > 0 } readme)
        {
            text.Append(separator).Append(readme);
        }

        if (CustomResourceDefinitions(chart) is { Length: > 0 } definitions)
        {
            text.Append(definitions.StartsWith("---", StringComparison.Ordinal) ? "" : separator).Append(definitions);
        }

        return text.ToString();
    }
}
