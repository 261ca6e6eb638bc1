using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Sampan.Charts.Rendering;

namespace Sampan.Benchmarks;

/// <summary>
/// Every case of a corpus of charts against Helm's own engine: one warm process, chart loading included. Cases whose
/// charts make private keys are counted apart, since there the luck of finding primes decides.
/// </summary>
internal static class RenderCorpusBenchmark
{
    /// <summary>How a private key begins, as PEM and in the base64 of secrets.</summary>
    private static readonly string[] KeyMarks = ["PRIVATE KEY-----", "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkt", "LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS", "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS"];

    /// <summary>
    /// Arguments: the corpus' folder of charts; how often each case is measured (its median counts); how many of the
    /// slowest to list; a text that the names of the cases to measure contain.
    /// </summary>
    public static int Run(string[] args)
    {
        if (args.Length is 0 or > 4)
        {
            Console.Error.WriteLine("usage: render-corpus FOLDER [RUNS] [SLOWEST] [FILTER]");
            return 2;
        }

        var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
        var cases = ChartCase.Read(args[0]).Where(@case => args.Length < 4 || @case.Name.Contains(args[3], StringComparison.Ordinal)).ToList();
        var makesKeys = cases.ToDictionary(@case => @case, @case => MakesKeys(@case.Render()));
        foreach (var @case in cases.Where(@case => !makesKeys[@case]))
        {
            @case.Render();
        }

        var measured = cases.Select(@case => Measure(@case, runs)).ToList();
        foreach (var slow in measured.OrderByDescending(result => result.Ratio).Take(args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 0))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{slow.Ratio:0.00} {slow.ProcessorMilliseconds:0.0} ms ({slow.Case.ReferenceMilliseconds:0.0}) {slow.AllocatedBytes / 1024} KiB {slow.Case.Name}"));
        }

        Print("render-corpus", measured.FindAll(result => !makesKeys[result.Case]), runs);
        Print("render-corpus, charts that make keys", measured.FindAll(result => makesKeys[result.Case]), runs);
        return 0;
    }

    private static Measurement Measure(ChartCase @case, int runs)
    {
        var (times, processorTimes) = (new double[runs], new double[runs]);
        var allocated = GC.GetTotalAllocatedBytes();
        for (var run = 0; run < runs; run++)
        {
            var (start, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            @case.Render();
            (times[run], processorTimes[run]) = (Stopwatch.GetElapsedTime(start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds);
        }

        return new Measurement(@case, Median(times), Median(processorTimes), (GC.GetTotalAllocatedBytes() - allocated) / runs);
    }

    /// <summary>Whether a chart made keys or certificates, which takes longer than all the rest of it.</summary>
    internal static bool MakesKeys(RenderedChart rendered) =>
        rendered.Manifests.Select(manifest => manifest.Content).Concat(rendered.Hooks.Select(hook => hook.Content))
            .Any(content => KeyMarks.Any(mark => content.Contains(mark, StringComparison.Ordinal)));

    private static void Print(string name, List<Measurement> measured, int runs)
    {
        if (measured.Count == 0)
        {
            return;
        }

        var reference = measured.Sum(result => result.Case.ReferenceMilliseconds);
        var (sum, processor) = (measured.Sum(result => result.Milliseconds), measured.Sum(result => result.ProcessorMilliseconds));
        var (medianRatio, medianProcessorRatio) = (Median(measured.Select(result => result.Milliseconds / result.Case.ReferenceMilliseconds)), Median(measured.Select(result => result.Ratio)));
        var bytes = measured.Sum(result => result.AllocatedBytes) / measured.Count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"name":"{{name}}","cases":{{measured.Count}},"referenceMilliseconds":{{reference:0}},"milliseconds":{{sum:0}},"ratioOfSums":{{sum / reference:0.000}},"medianRatio":{{medianRatio:0.000}},"processorMilliseconds":{{processor:0}},"processorRatioOfSums":{{processor / reference:0.000}},"medianProcessorRatio":{{medianProcessorRatio:0.000}},"allocatedBytesPerRender":{{bytes}},"runs":{{runs}},"machine":"{{RuntimeInformation.OSArchitecture}}, {{Environment.ProcessorCount}} cores, .NET {{Environment.Version}}"}"""));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>Processor time is the whole process', compilation and garbage collection included: on a busy machine it is what can be compared.</summary>
    private sealed record Measurement(ChartCase Case, double Milliseconds, double ProcessorMilliseconds, long AllocatedBytes)
    {
        public double Ratio => ProcessorMilliseconds / Case.ReferenceMilliseconds;
    }
}
