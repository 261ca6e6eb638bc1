using Sampan.Charts.Repositories;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Repositories;

/// <summary><c>helm repo remove</c>.</summary>
internal sealed class HelmRepoRemoveCommand : IHelmCommand
{
    public string Name => "repo remove";

    public IEnumerable<Flag> Flags => [];

    public async ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.AtLeast(1, flags, Name, "[REPO1 [REPO2 ...]]");
        var settings = new HelmSettings(flags, environment);
        var known = RepositoryList.Load(settings.RepositoryConfig);
        if (known.Entries.Count == 0)
        {
            throw new HelmException("no repositories configured");
        }

        await using var turn = await FileTurn.TakeAsync(settings.RepositoryConfig, environment.Time, cancellationToken);
        var cache = new RepositoryCache(settings.RepositoryCache, environment.Error.WriteLine);
        foreach (var name in flags.Arguments)
        {
            if (known.Find(name) is null)
            {
                throw new HelmException($"no repo named \"{name}\" found");
            }

            known = known.Without(name);
            known.Save(settings.RepositoryConfig);
            cache.Remove(name);
            environment.Output.Write($"\"{name}\" has been removed from your repositories\n");
        }

        return 0;
    }
}
