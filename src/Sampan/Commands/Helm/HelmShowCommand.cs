using Sampan.Charts;
using Sampan.Charts.Showing;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary><c>helm show all|chart|crds|readme|values</c>.</summary>
internal sealed class HelmShowCommand(string what) : IHelmCommand
{
    private const string JsonPath = "jsonpath";

    public string Name => $"show {what}";

    public IEnumerable<Flag> Flags => what == "values" ? [.. HelmFlags.ChartPath, new Flag(JsonPath, FlagKind.Text)] : HelmFlags.ChartPath;

    public async ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.Exactly(1, flags, Name, "[CHART]");

        var chart = await new ChartLocation(flags, environment).LoadAsync(flags.Arguments[0], cancellationToken);
        environment.Output.Write(flags.Text(JsonPath) is { Length: > 0 } path ? ValuesPath.Print(path, chart.Values) : Text(chart));
        return 0;
    }

    private string Text(Chart chart) => what switch
    {
        "all" => ChartShow.All(chart),
        "chart" => ChartShow.Metadata(chart),
        "crds" => ChartShow.CustomResourceDefinitions(chart),
        "readme" => ChartShow.Readme(chart),
        _ => ChartShow.Values(chart),
    };
}
