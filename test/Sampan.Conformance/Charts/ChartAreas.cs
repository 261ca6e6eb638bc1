namespace Sampan.Conformance.Charts;

/// <summary>The areas of charts: real charts, and the function tables of Helm's packages.</summary>
internal static class ChartAreas
{
    public static IConformanceArea[] All =>
        [new ChartsArea(), new StrvalsDataArea(), new ValuesDataArea(), new ManifestDataArea(), new EngineDataArea()];
}
