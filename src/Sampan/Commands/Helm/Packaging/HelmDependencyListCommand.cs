using System.Globalization;
using Sampan.Charts.Paths;
using Sampan.Charts.Resolving;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Packaging;

/// <summary><c>helm dependency list</c>: the dependencies that a chart declares, and which of them are there.</summary>
internal sealed class HelmDependencyListCommand : IHelmCommand
{
    private const int DefaultWidth = 80;

    public string Name => "dependency list";

    public IEnumerable<Flag> Flags => [HelmFlags.ColumnWidth];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.AtMost(1, flags, Name, "CHART");
        var path = CleanPath.Of(flags.Arguments.Count > 0 ? flags.Arguments[0] : ".");
        var chart = ChartLocation.Load(path, environment);
        if (chart.Metadata.Dependencies is not { } declared)
        {
            environment.Output.Write($"WARNING: no dependencies at {CleanPath.Of($"{path}/charts")}\n");
            return ValueTask.FromResult(0);
        }

        var status = new DependencyStatus(path, chart);
        var table = new TextTable(int.Parse(flags.Text(HelmFlags.ColumnWidth.Name, $"{DefaultWidth}"), CultureInfo.InvariantCulture));
        table.Add("NAME", "VERSION", "REPOSITORY", "STATUS");
        foreach (var dependency in declared)
        {
            table.Add(dependency!.Name, dependency.Version, dependency.Repository, status.Of(dependency));
        }

        environment.Output.Write($"{table}\n");
        environment.Output.Write(string.Concat(status.Undeclared().Select(warning => warning + "\n")));
        return ValueTask.FromResult(0);
    }
}
