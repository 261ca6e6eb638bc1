using Sampan.Charts;
using Sampan.Charts.Repositories;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Information;

/// <summary>What the last word of an unfinished command line may become: commands, flags, repositories and their charts.</summary>
internal sealed class CommandLineCompletion(IReadOnlyList<IHelmCommand> commands, HelmEnvironment environment)
{
    private static readonly string[] TakeCharts = ["install", "pull", "show", "template", "upgrade"];

    /// <summary>The candidates, each with a tab and what it is where that is worth telling.</summary>
    /// <param name="words">The words; the last is the one to complete, maybe empty.</param>
    public IEnumerable<string> Complete(IReadOnlyList<string> words)
    {
        var last = words.Count > 0 ? words[^1] : "";
        var before = words.Take(words.Count - 1).Where(word => !word.StartsWith('-')).ToList();
        return Candidates(before, last).Where(candidate => candidate.StartsWith(last, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);
    }

    private IEnumerable<string> Candidates(List<string> before, string last)
    {
        var command = commands.FirstOrDefault(command => before.Take(2).SequenceEqual(command.Name.Split(' '))) ?? commands.FirstOrDefault(command => before.Count > 0 && before[0] == command.Name);
        if (last.StartsWith('-'))
        {
            return HelmFlags.Global.Concat(command?.Flags ?? []).Select(flag => $"--{flag.Name}");
        }

        if (command is null)
        {
            var above = string.Concat(before.Select(word => word + " "));
            return commands.Where(command => command.Name.StartsWith(above, StringComparison.Ordinal)).Select(command => command.Name[above.Length..].Split(' ')[0]);
        }

        return command.Name is "repo remove" or "repo update" ? Repositories().Select(entry => $"{entry.Name}\t{entry.Url}")
            : TakeCharts.Contains(command.Name.Split(' ')[0]) ? Charts(last)
            : [];
    }

    private IEnumerable<string> Charts(string last)
    {
        var slash = last.IndexOf('/');
        return slash < 0 || Repositories().All(entry => entry.Name != last[..slash])
            ? Repositories().Select(entry => $"{entry.Name}/\t{entry.Url}")
            : ChartsOf(last[..slash]);
    }

    private IEnumerable<string> ChartsOf(string repository)
    {
        try
        {
            return new RepositoryCache(Settings.RepositoryCache, static _ => { }).LoadIndex(repository).Charts.Keys.Select(chart => $"{repository}/{chart}");
        }
        catch (ChartException)
        {
            return [];
        }
    }

    private IReadOnlyList<RepositoryEntry> Repositories()
    {
        try
        {
            return RepositoryList.Load(Settings.RepositoryConfig).Entries;
        }
        catch (ChartException)
        {
            return [];
        }
    }

    private HelmSettings Settings => new(new FlagSet().Parse([]), environment);
}
