using Sampan.Benchmarks;

// Each benchmark takes its own arguments and prints one line of JSON.
Dictionary<string, Func<string[], int>> benchmarks = new()
{
    ["api"] = ApiBenchmark.Run,
    ["place"] = PlaceBenchmark.Run,
    ["test-cluster"] = TestClusterBenchmark.Run,
    ["schedule"] = ScheduleBenchmark.Run,
    ["render-chart"] = RenderChartBenchmark.Run,
    ["up"] = UpBenchmark.Run,
    ["render-corpus"] = RenderCorpusBenchmark.Run,
    ["render-parallel"] = RenderParallelBenchmark.Run,
    ["day"] = DayBenchmark.Run,
    ["scale"] = ScaleBenchmark.Run,
};

if (args.Length > 0 && benchmarks.TryGetValue(args[0], out var benchmark))
{
    return benchmark(args[1..]);
}

Console.Error.WriteLine($"usage: Sampan.Benchmarks <benchmark> [arguments]\nbenchmarks: {string.Join(", ", benchmarks.Keys.Order(StringComparer.Ordinal))}");
return 2;
