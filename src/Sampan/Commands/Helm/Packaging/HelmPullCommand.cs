using Sampan.Charts.Packaging;
using Sampan.Charts.Paths;
using Sampan.Charts.Repositories;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Packaging;

/// <summary><c>helm pull</c>: fetches packages, and unpacks them.</summary>
internal sealed class HelmPullCommand : IHelmCommand
{
    public string Name => "pull";

    public IEnumerable<Flag> Flags =>
    [
        .. HelmFlags.ChartPath,
        new Flag("untar", FlagKind.Switch),
        new Flag("untardir", FlagKind.Text),
        new Flag("prov", FlagKind.Switch),
        new Flag("destination", FlagKind.Text, 'd'),
    ];

    public async ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.AtLeast(1, flags, Name, "[chart URL | repo/chartname] [...]");
        var settings = new HelmSettings(flags, environment);
        using var downloads = environment.Downloads();
        var fetch = new ChartFetch(settings.Sources(downloads));
        foreach (var argument in flags.Arguments)
        {
            var fetched = await fetch.FetchAsync(
                new ChartOrder
                {
                    Reference = argument,
                    Version = settings.Version,
                    Repository = flags.Text("repo"),
                    Access = settings.Access,
                    Provenance = flags.Switch("verify") ? ProvenancePolicy.Verify : flags.Switch("prov") ? ProvenancePolicy.Fetch : ProvenancePolicy.Ignore,
                    Keyring = settings.Keyring,
                },
                cancellationToken);
            Place(fetched, argument, flags);
            environment.Output.Write(fetched.Warning is { } warning ? warning + "\n" : "");
            environment.Output.Write(fetched.Verification);
        }

        return 0;
    }

    private static void Place(FetchedChart fetched, string argument, ParsedFlags flags)
    {
        var folder = flags.Text("destination", ".");
        if (!flags.Switch("untar"))
        {
            if (!Directory.Exists(folder))
            {
                throw new HelmException($"open {folder}: no such file or directory");
            }

            fetched.Save(folder);
            return;
        }

        var target = flags.Text("untardir", ".");
        target = Path.IsPathRooted(target) ? target : CleanPath.Of($"{folder}/{target}");
        var unpacked = CleanPath.Of($"{target}/{argument.TrimEnd('/').Split('/')[^1]}");
        if (Path.Exists(unpacked))
        {
            throw new HelmException($"failed to untar: a file or directory with the name {unpacked} already exists");
        }

        ChartExtraction.Extract(fetched.Content, target);
    }
}
