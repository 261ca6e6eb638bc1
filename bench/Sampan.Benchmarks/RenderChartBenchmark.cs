using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Sampan.Charts;
using Sampan.Charts.Loading;
using Sampan.Charts.Rendering;

namespace Sampan.Benchmarks;

/// <summary>
/// How long a chart takes from its archive to its manifests: loading, dependencies, values, templates and sorting, with
/// the chart's own defaults, in one warm process. The median over all charts of each chart's median.
/// </summary>
internal static class RenderChartBenchmark
{
    private static readonly ReleaseIdentity Release = new("demo", "apps");

    /// <summary>Arguments: how often each chart is rendered, and a folder of packaged charts.</summary>
    public static int Run(string[] args)
    {
        if (args.Length != 2)
        {
            Console.Error.WriteLine("usage: render-chart RUNS FOLDER");
            return 2;
        }

        var runs = int.Parse(args[0], CultureInfo.InvariantCulture);
        var archives = Directory.EnumerateFiles(args[1], "*.tgz", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(Renders).ToList();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var medians = archives.ConvertAll(archive => Median(Enumerable.Range(0, runs).Select(_ => Measure(archive))));
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"name":"render-chart","charts":{{archives.Count}},"medianMilliseconds":{{Median(medians):0.00}},"totalMilliseconds":{{medians.Sum():0}},"allocatedBytesPerRender":{{allocated / Math.Max(1, archives.Count * runs)}},"runs":{{runs}},"machine":"{{RuntimeInformation.OSArchitecture}}, {{Environment.ProcessorCount}} cores, .NET {{Environment.Version}}"}"""));
        return 0;
    }

    /// <summary>Renders once, to warm up; a chart that its defaults do not render is left out.</summary>
    private static bool Renders(string archive)
    {
        try
        {
            Render(archive);
            return true;
        }
        catch (ChartException)
        {
            return false;
        }
    }

    private static double Measure(string archive)
    {
        var start = Stopwatch.GetTimestamp();
        Render(archive);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static RenderedChart Render(string archive) =>
        ChartRenderer.Render(ChartLoader.Load(archive), new Dictionary<string, object?>(), Release);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }
}
