using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Sampan.Benchmarks;

/// <summary>How much faster fifty releases of different charts are rendered on two threads than on one.</summary>
internal static class RenderParallelBenchmark
{
    private const int Releases = 50;
    private const int Threads = 2;

    /// <summary>Arguments: the corpus' folder of charts; how often to measure (the best of each counts).</summary>
    public static int Run(string[] args)
    {
        if (args.Length is 0 or > 2)
        {
            Console.Error.WriteLine("usage: render-parallel FOLDER [RUNS]");
            return 2;
        }

        var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        var all = ChartCase.Read(args[0]);

        // Spread over the corpus, without those that make keys: their search for primes takes both processors by itself.
        var releases = all.Where(@case => @case.ReferenceMilliseconds < 500 && !RenderCorpusBenchmark.MakesKeys(@case.Render()))
            .Where((_, i) => i % (all.Count / Releases) == 0)
            .Take(Releases)
            .ToList();
        Render(releases, Threads);
        var one = double.MaxValue;
        var two = double.MaxValue;
        for (var run = 0; run < runs; run++)
        {
            one = Math.Min(one, Render(releases, 1));
            two = Math.Min(two, Render(releases, Threads));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"name":"render-parallel","releases":{{releases.Count}},"oneThreadMilliseconds":{{one:0}},"twoThreadsMilliseconds":{{two:0}},"speedup":{{one / two:0.00}},"runs":{{runs}},"processors":{{Environment.ProcessorCount}}}"""));
        return 0;
    }

    private static double Render(List<ChartCase> releases, int threads)
    {
        var start = Stopwatch.GetTimestamp();
        // One by one: charts differ a hundredfold, and halves of the list would not end together.
        var oneByOne = Partitioner.Create(releases, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(oneByOne, new ParallelOptions { MaxDegreeOfParallelism = threads }, release => release.Render());
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
