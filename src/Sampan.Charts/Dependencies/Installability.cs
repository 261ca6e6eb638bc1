namespace Sampan.Charts.Dependencies;

/// <summary>Whether a chart can be released at all.</summary>
public static class Installability
{
    /// <summary>Checks that the chart is no library and has the subcharts that it declares; throws <see cref="ChartException"/> with Helm's message.</summary>
    public static void Check(Chart chart)
    {
        CheckType(chart);
        CheckDependencies(chart);
    }

    /// <summary>Checks that the chart is no library; throws <see cref="ChartException"/>.</summary>
    public static void CheckType(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        if (chart.Metadata.Type is not ("" or "application"))
        {
            throw new ChartException($"{chart.Metadata.Type} charts are not installable");
        }
    }

    /// <summary>Checks that the chart has the subcharts that it declares; throws <see cref="ChartException"/>.</summary>
    public static void CheckDependencies(Chart chart)
    {
        if (MissingDependencies(chart) is { } missing)
        {
            throw new ChartException($"An error occurred while checking for chart dependencies. You may need to run `helm dependency build` to fetch missing dependencies: {missing}");
        }
    }

    /// <summary>What Helm says of declared subcharts that are not there; null when all are.</summary>
    public static string? MissingDependencies(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var missing = (chart.Metadata.Dependencies ?? [])
            .Select(dependency => dependency!.Name)
            .Where(name => chart.Dependencies.All(subchart => subchart.Name != name))
            .ToArray();
        return missing.Length > 0 ? $"found in Chart.yaml, but missing in charts/ directory: {string.Join(", ", missing)}" : null;
    }
}
