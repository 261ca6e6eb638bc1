using Sampan.Charts;
using Sampan.Charts.Repositories;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Repositories;

/// <summary><c>helm repo update</c>: fetches the indexes of repositories, many at once.</summary>
internal sealed class HelmRepoUpdateCommand : IHelmCommand
{
    public string Name => "repo update";

    public IEnumerable<Flag> Flags => [HelmFlags.Timeout, new Flag("fail-on-repo-update-fail", FlagKind.Switch)];

    public async ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        var settings = new HelmSettings(flags, environment);
        using var downloads = environment.Downloads();
        var sources = settings.Sources(downloads);
        var known = Load(settings.RepositoryConfig).Entries;
        if (known.Count == 0)
        {
            throw new HelmException("no repositories found. You must add one before updating");
        }

        foreach (var unknown in flags.Arguments.Where(name => known.All(entry => entry.Name != name)).Take(1))
        {
            throw new HelmException($"no repositories found matching '{unknown}'.  Nothing will be updated");
        }

        var wanted = known.Where(entry => flags.Arguments.Count == 0 || flags.Arguments.Contains(entry.Name)).ToList();
        environment.Output.Write("Hang tight while we grab the latest from your chart repositories...\n");
        List<string> failed = [];
        await foreach (var (entry, error) in new RepositoryRefresh(downloads, sources.Cache).FetchAllAsync(wanted, HelmFlags.TimeoutOf(flags), cancellationToken))
        {
            environment.Output.Write(RepositoryRefresh.Describe(entry, error));
            if (error is not null)
            {
                failed.Add(entry.Url);
            }
        }

        if (failed.Count > 0 && flags.Switch("fail-on-repo-update-fail"))
        {
            throw new HelmException($"Failed to update the following repositories: [{string.Join(' ', failed)}]");
        }

        environment.Output.Write("Update Complete. ⎈Happy Helming!⎈\n");
        return 0;
    }

    private static RepositoryList Load(string path)
    {
        try
        {
            return RepositoryList.Load(path);
        }
        catch (ChartException exception)
        {
            throw new HelmException($"failed loading file: {path}: {exception.Message}");
        }
    }
}
