using Sampan.Charts;
using Sampan.Charts.Loading;
using Sampan.Charts.Rendering;
using Sampan.Charts.Values;

namespace Sampan.Fuzzing.Targets;

/// <summary>Charts of the corpus, rendered with changed values and random settings.</summary>
internal sealed class ValuesTarget(string corpus) : IFuzzTarget
{
    private const int MaximumSize = 16 << 10;

    private static readonly string[] Fragments =
        [": ", "- ", "\n", "\n  ", "null", "{}", "[]", "0", "-1", "true", "\"\"", "enabled: true", "~", "1e400", "'x'", "{a: [b]}", "\n    "];

    private static readonly string[] Settings = ["a", ".b", "[0]", "[9]", "=", "1", "null", ",", "{x,y}", "\\", "image", ".tag", "enabled", "true", "{", "}", "\"", "[", "]", "{\"k\":1}"];
    private readonly IReadOnlyList<Chart> _charts = Seeds.Files(corpus, "charts/charts", "*.tgz", MaximumSize, path => ChartLoader.Load(path));
    private readonly IReadOnlyList<string> _seeds = Seeds.Files(corpus, "charts/values", "*.yaml", MaximumSize, File.ReadAllText);

    public string Name => "values";

    public bool Run(Random random, Action<string> report)
    {
        var chart = _charts.Any(random);
        var text = Mutation.Of(random, _seeds.Any(random), Fragments, _seeds.Any(random));
        var set = Expression(random);
        report($"chart {chart.Name}, --set {set}, values:\n{text}");
        try
        {
            var values = new UserValues
            {
                Files = ["values.yaml"],
                Set = random.Next(2) == 0 ? [set] : [],
                SetString = random.Next(4) == 0 ? [set] : [],
                SetJson = random.Next(8) == 0 ? [set] : [],
                SetLiteral = random.Next(8) == 0 ? [set] : [],
            };
            ChartRenderer.Render(chart, values.Merge(_ => text), new ReleaseIdentity("demo", "apps"), options: RenderOptions.Default with { Seed = "fuzz" });
            return true;
        }
        catch (ChartException)
        {
            return false;
        }
    }

    private static string Expression(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Settings[random.Next(Settings.Length)]));
}
