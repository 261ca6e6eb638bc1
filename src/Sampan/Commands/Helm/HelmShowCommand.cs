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

    public int Run(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        if (flags.Arguments.Count != 1)
        {
            throw new HelmException($"\"helm {Name}\" requires 1 argument\n\nUsage:  helm {Name} [CHART] [flags]");
        }

        var chart = ChartLocation.Load(flags.Arguments[0], environment);
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
