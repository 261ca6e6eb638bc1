using Sampan.Charts;
using Sampan.Charts.Repositories;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Repositories;

/// <summary><c>helm repo list</c>.</summary>
internal sealed class HelmRepoListCommand : IHelmCommand
{
    public string Name => "repo list";

    public IEnumerable<Flag> Flags => [OutputFormat.Flag];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.None(flags, Name, "");
        var entries = Load(new HelmSettings(flags, environment).RepositoryConfig);
        if (OutputFormat.Of(flags) != OutputFormat.Table)
        {
            OutputFormat.WriteData(flags, [.. entries.Select(entry => new Dictionary<string, object?> { ["name"] = entry.Name, ["url"] = entry.Url })], environment.Output);
            return ValueTask.FromResult(0);
        }

        if (entries.Count == 0)
        {
            throw new HelmException("no repositories to show");
        }

        var table = new TextTable();
        table.Add("NAME", "URL");
        foreach (var entry in entries)
        {
            table.Add(entry.Name, entry.Url);
        }

        environment.Output.Write(table);
        return ValueTask.FromResult(0);
    }

    /// <summary>A file that cannot be read has nothing to show.</summary>
    private static IReadOnlyList<RepositoryEntry> Load(string path)
    {
        try
        {
            return RepositoryList.Load(path).Entries;
        }
        catch (ChartException)
        {
            return [];
        }
    }
}
