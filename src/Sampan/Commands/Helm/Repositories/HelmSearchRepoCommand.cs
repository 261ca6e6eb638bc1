using System.Globalization;
using Sampan.Charts;
using Sampan.Charts.Repositories;
using Sampan.Commands.Flags;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Commands.Helm.Repositories;

/// <summary><c>helm search repo</c>: searches the kept indexes of the user's repositories.</summary>
internal sealed class HelmSearchRepoCommand : IHelmCommand
{
    private const int DefaultWidth = 50;

    public string Name => "search repo";

    public IEnumerable<Flag> Flags =>
    [
        new Flag("regexp", FlagKind.Switch, 'r'),
        new Flag("versions", FlagKind.Switch, 'l'),
        new Flag("devel", FlagKind.Switch),
        new Flag("version", FlagKind.Text),
        new Flag("fail-on-no-result", FlagKind.Switch),
        HelmFlags.ColumnWidth,
        OutputFormat.Flag,
    ];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        var found = Index(new HelmSettings(flags, environment), environment).Find(string.Join(' ', flags.Arguments), flags.Switch("regexp"));
        var charts = InRange(found, flags).Select(result => (result.Name, result.Chart.Metadata)).ToList();
        if (charts.Count == 0 && flags.Switch("fail-on-no-result"))
        {
            throw new HelmException("no results found");
        }

        if (OutputFormat.Of(flags) != OutputFormat.Table)
        {
            OutputFormat.WriteData(
                flags,
                [.. charts.Select(chart => new Dictionary<string, object?> { ["name"] = chart.Name, ["version"] = chart.Metadata.Version, ["app_version"] = chart.Metadata.AppVersion, ["description"] = chart.Metadata.Description })],
                environment.Output);
            return ValueTask.FromResult(0);
        }

        if (charts.Count == 0)
        {
            environment.Output.Write("No results found\n");
            return ValueTask.FromResult(0);
        }

        var table = new TextTable(int.Parse(flags.Text(HelmFlags.ColumnWidth.Name, $"{DefaultWidth}"), CultureInfo.InvariantCulture));
        table.Add("NAME", "CHART VERSION", "APP VERSION", "DESCRIPTION");
        foreach (var (name, metadata) in charts)
        {
            table.Add(name, metadata.Version, metadata.AppVersion, metadata.Description);
        }

        environment.Output.Write(table);
        return ValueTask.FromResult(0);
    }

    private static RepositorySearch Index(HelmSettings settings, HelmEnvironment environment)
    {
        var repositories = RepositoryList.Load(settings.RepositoryConfig).Entries;
        if (repositories.Count == 0)
        {
            throw new HelmException("no repositories configured");
        }

        var search = new RepositorySearch();
        var cache = new RepositoryCache(settings.RepositoryCache, environment.Error.WriteLine);
        foreach (var entry in repositories)
        {
            try
            {
                search.Add(entry.Name, cache.LoadIndex(entry.Name));
            }
            catch (ChartException exception)
            {
                environment.Error.Write($"WARNING: Repo \"{entry.Name}\" is corrupt or missing. Try 'helm repo update'.\nWARNING: {exception.Message}\n");
            }
        }

        return search;
    }

    /// <summary>The versions in the range; of each chart only the latest, unless all are asked for.</summary>
    private static IEnumerable<(string Name, IndexedChart Chart)> InRange(IReadOnlyList<(string Name, IndexedChart Chart)> found, ParsedFlags flags)
    {
        var range = ParseRange(flags.Text("version") is { Length: > 0 } version ? version : flags.Switch("devel") ? ">0.0.0-0" : ">0.0.0");
        HashSet<string> seen = new(StringComparer.Ordinal);
        return found.Where(result =>
            (flags.Switch("versions") || !seen.Contains(result.Name)) &&
            SemanticVersion.TryParse(result.Chart.Metadata.Version) is { } parsed && range.IsSatisfiedBy(parsed) &&
            (seen.Add(result.Name) || flags.Switch("versions")));
    }

    private static VersionConstraint ParseRange(string range)
    {
        try
        {
            return VersionConstraint.Parse(range);
        }
        catch (FormatException exception)
        {
            throw new HelmException($"an invalid version/constraint format: {exception.Message}");
        }
    }
}
