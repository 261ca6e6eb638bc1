using Sampan.Charts.Paths;
using Sampan.Charts.Repositories;
using Sampan.Charts.Resolving;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Packaging;

/// <summary><c>helm dependency update</c>, and <c>helm dependency build</c> (which keeps to Chart.lock).</summary>
internal sealed class HelmDependencyCommand(bool isBuild) : IHelmCommand
{
    public string Name => isBuild ? "dependency build" : "dependency update";

    public IEnumerable<Flag> Flags =>
    [
        new Flag("verify", FlagKind.Switch),
        new Flag("keyring", FlagKind.Text),
        new Flag("skip-refresh", FlagKind.Switch),
        .. HelmFlags.Server,
    ];

    public async ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.AtMost(1, flags, Name, "CHART");
        var path = CleanPath.Of(flags.Arguments.Count > 0 ? flags.Arguments[0] : ".");
        var settings = new HelmSettings(flags, environment);
        var options = new DependencyOptions
        {
            SkipRefresh = flags.Switch("skip-refresh"),
            Provenance = !flags.Switch("verify") ? ProvenancePolicy.Ignore : isBuild ? ProvenancePolicy.VerifyIfPresent : ProvenancePolicy.Verify,
            Keyring = settings.Keyring,
            Access = settings.Access,
            Debug = settings.Debug,
        };
        using var downloads = environment.Downloads();
        var update = new DependencyUpdate(settings.Sources(downloads), options, environment.Output);
        await (isBuild ? update.BuildAsync(path, cancellationToken) : update.UpdateAsync(path, cancellationToken));
        return 0;
    }
}
