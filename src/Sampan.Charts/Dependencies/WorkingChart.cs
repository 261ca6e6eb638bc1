using Sampan.Charts.Metadata;
using Sampan.Charts.Values;

namespace Sampan.Charts.Dependencies;

/// <summary>
/// A chart while its dependencies are processed. One chart may stand at several places under several aliases: its copies
/// then share their subcharts and declared dependencies, as Helm's do, and what is done to one is seen by the other.
/// </summary>
internal sealed class WorkingChart : IChartValues
{
    private readonly Chart _source;

    private WorkingChart(Chart source) => _source = source;

    public required string Name { get; init; }

    public string Version => _source.Metadata.Version;

    public WorkingChart? Parent { get; private set; }

    public IReadOnlyDictionary<string, object?>? Values { get; set; }

    public List<WorkingChart> Subcharts { get; private set; } = [];

    IReadOnlyList<IChartValues> IChartValues.Subcharts => Subcharts;

    /// <summary>What Chart.yaml declares; null when it declares nothing.</summary>
    public List<WorkingDependency>? Declared { get; set; }

    public static WorkingChart Of(Chart chart)
    {
        var working = new WorkingChart(chart)
        {
            Name = chart.Name,
            Values = chart.Values,
            Declared = chart.Metadata.Dependencies is { Count: > 0 } declared ? [.. declared.OfType<ChartDependency>().Select(dependency => new WorkingDependency(dependency))] : null,
        };
        working.Adopt([.. chart.Dependencies.Select(Of)]);
        return working;
    }

    /// <summary>A copy under another name, or its own when that is empty.</summary>
    public WorkingChart Alias(string alias) => new(_source)
    {
        Name = alias.Length > 0 ? alias : Name,
        Parent = Parent,
        Values = Values,
        Subcharts = Subcharts,
        Declared = Declared,
    };

    public void Adopt(List<WorkingChart> subcharts)
    {
        Subcharts = subcharts;
        foreach (var subchart in subcharts)
        {
            subchart.Parent = this;
        }
    }

    /// <summary>The chart as processed: with its alias as name, the dependencies left, and its imported values.</summary>
    public ProcessedChart Finish()
    {
        var subcharts = Subcharts.ConvertAll(subchart => subchart.Finish());
        var chart = _source with
        {
            Metadata = _source.Metadata with { Name = Name, Dependencies = Declared?.ConvertAll(dependency => dependency.Finish()) },
            Values = Values,
            Dependencies = subcharts.ConvertAll(subchart => subchart.Chart),
        };
        return new ProcessedChart(chart, FullPath, Parent is null, subcharts);
    }

    private string FullPath => Parent is null ? Name : $"{Parent.FullPath}/charts/{Name}";
}
