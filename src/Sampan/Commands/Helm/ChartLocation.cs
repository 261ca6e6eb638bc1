using Sampan.Charts;
using Sampan.Charts.Loading;
using Sampan.Charts.Provenance;
using Sampan.Charts.Repositories;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary>Finds the chart that an argument names: on disk, in a repository, or at an address.</summary>
internal sealed class ChartLocation(ParsedFlags flags, HelmEnvironment environment)
{
    private readonly HelmSettings _settings = new(flags, environment);

    /// <summary>Finds and loads a chart; throws <see cref="ChartException"/> with Helm's message.</summary>
    public async Task<Chart> LoadAsync(string argument, CancellationToken cancellationToken) =>
        Load(await FindAsync(argument, cancellationToken), environment);

    /// <summary>Loads a chart from disk; throws <see cref="ChartException"/>.</summary>
    public static Chart Load(string path, HelmEnvironment environment) => ChartLoader.Load(path, environment.Error.WriteLine);

    /// <summary>The path of a chart on disk, fetched there when need be; throws <see cref="ChartException"/> with Helm's message.</summary>
    public async Task<string> FindAsync(string argument, CancellationToken cancellationToken)
    {
        var name = argument.Trim();
        if (Path.Exists(name))
        {
            return FindOnDisk(name);
        }

        if (Path.IsPathRooted(name) || name.StartsWith('.'))
        {
            throw new ChartException($"path \"{name}\" not found");
        }

        using var downloads = environment.Downloads();
        var sources = _settings.Sources(downloads);
        var fetched = await new ChartFetch(sources).FetchAsync(
            new ChartOrder
            {
                Reference = name,
                Version = _settings.Version,
                Repository = flags.Text("repo"),
                Access = _settings.Access,
                Provenance = flags.Switch("verify") ? ProvenancePolicy.Verify : ProvenancePolicy.Ignore,
                Keyring = _settings.Keyring,
            },
            cancellationToken);
        return Path.GetFullPath(fetched.Save(sources.Cache.Folder));
    }

    private string FindOnDisk(string name)
    {
        var path = Path.GetFullPath(name);
        if (flags.Text("repo").Length > 0)
        {
            environment.Error.WriteLine($"WARN local chart found in current working directory. repository url ignored chart={name} repository={flags.Text("repo")}");
        }

        if (flags.Switch("verify"))
        {
            ChartVerification.Verify(path, _settings.Keyring, environment.Time.GetUtcNow());
        }

        return path;
    }
}
