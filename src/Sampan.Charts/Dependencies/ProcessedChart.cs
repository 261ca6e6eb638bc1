using Sampan.Charts.Values;

namespace Sampan.Charts.Dependencies;

/// <summary>A chart whose dependencies are settled, and where its templates are in the release's one namespace of templates.</summary>
/// <param name="Chart">The chart, under its alias and with what it imported.</param>
/// <param name="FullPath"><c>root/charts/sub</c>: the prefix of its templates' names.</param>
/// <param name="IsRoot">Whether this is the chart that is released.</param>
/// <param name="Subcharts">The enabled subcharts.</param>
internal sealed record ProcessedChart(Chart Chart, string FullPath, bool IsRoot, IReadOnlyList<ProcessedChart> Subcharts) : IChartValues
{
    public string Name => Chart.Name;

    IReadOnlyDictionary<string, object?>? IChartValues.Values => Chart.Values;

    IReadOnlyList<IChartValues> IChartValues.Subcharts => Subcharts;
}
