namespace Sampan.Charts.Values;

/// <summary>A chart as far as its values go: what coalescing walks, during dependency processing and after it.</summary>
internal interface IChartValues
{
    string Name { get; }

    IReadOnlyDictionary<string, object?>? Values { get; }

    IReadOnlyList<IChartValues> Subcharts { get; }
}
