using System.Text;
using Sampan.Charts;
using Sampan.Charts.Dependencies;
using Sampan.Charts.Downloads;
using Sampan.Charts.Loading;
using Sampan.Charts.Packaging;
using Sampan.Charts.Provenance;
using Sampan.Charts.Resolving;
using Sampan.Commands.Flags;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Commands.Helm.Packaging;

/// <summary><c>helm package</c>: makes packages of charts' folders, and signs them.</summary>
internal sealed class HelmPackageCommand : IHelmCommand
{
    public string Name => "package";

    public IEnumerable<Flag> Flags =>
    [
        new Flag("sign", FlagKind.Switch),
        new Flag("key", FlagKind.Text),
        new Flag("keyring", FlagKind.Text),
        new Flag("passphrase-file", FlagKind.Text),
        new Flag("version", FlagKind.Text),
        new Flag("app-version", FlagKind.Text),
        new Flag("destination", FlagKind.Text, 'd'),
        new Flag("dependency-update", FlagKind.Switch, 'u'),
        .. HelmFlags.Server,
    ];

    public async ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        if (flags.Arguments.Count == 0)
        {
            throw new HelmException("need at least one argument, the path to the chart");
        }

        var settings = new HelmSettings(flags, environment);
        if (flags.Switch("sign"))
        {
            Require(flags.Text("key"), "--key");
            Require(settings.Keyring, "--keyring");
        }

        using var downloads = environment.Downloads();
        foreach (var argument in flags.Arguments)
        {
            if (!Path.Exists(argument))
            {
                throw new HelmException($"stat {argument}: no such file or directory");
            }

            var path = Path.GetFullPath(argument);
            if (flags.Switch("dependency-update"))
            {
                var options = new DependencyOptions { Keyring = settings.Keyring, Access = settings.Access };
                await new DependencyUpdate(settings.Sources(downloads), options, TextWriter.Null).UpdateAsync(path, cancellationToken);
            }

            environment.Output.Write($"Successfully packaged chart and saved it to: {Package(path, flags, settings, environment)}\n");
        }

        return 0;
    }

    private static string Package(string path, ParsedFlags flags, HelmSettings settings, HelmEnvironment environment)
    {
        var chart = ChartLoader.LoadFolder(path, environment.Error.WriteLine);
        var metadata = chart.Metadata;
        metadata = metadata with
        {
            Version = flags.Text("version") is { Length: > 0 } version ? version : metadata.Version,
            AppVersion = flags.Text("app-version") is { Length: > 0 } appVersion ? appVersion : metadata.AppVersion,
        };
        if (SemanticVersion.TryParse(metadata.Version) is null)
        {
            throw new HelmException("invalid semantic version");
        }

        if (Installability.MissingDependencies(chart) is { } missing)
        {
            throw new HelmException(missing);
        }

        var folder = flags.Text("destination", ".") is "." ? Directory.GetCurrentDirectory() : flags.Text("destination");
        var saved = Save(chart with { Metadata = metadata }, folder, environment.Time.GetUtcNow());
        if (flags.Switch("sign"))
        {
            Sign(saved, flags, settings, environment);
        }

        return saved;
    }

    private static string Save(Chart chart, string folder, DateTimeOffset now)
    {
        try
        {
            return ChartArchiveFile.Save(chart, folder, now);
        }
        catch (ChartException exception)
        {
            throw new HelmException($"failed to save: {exception.Message}");
        }
    }

    private static void Sign(string package, ParsedFlags flags, HelmSettings settings, HelmEnvironment environment)
    {
        var prompt = new SecretPrompt(environment);
        var keyring = Keyring.Load(settings.Keyring);
        var passphrase = flags.Text("passphrase-file") is { Length: > 0 } file ? _ => prompt.ReadFile(file) : (Func<string, string>)(name => prompt.Ask($"Password for key \"{name}\" >  "));
        AtomicFile.Write(package + ".prov", Encoding.UTF8.GetBytes(ChartSigning.Sign(package, keyring, flags.Text("key"), passphrase, environment.Time.GetUtcNow())));
    }

    private static void Require(string value, string flag)
    {
        if (value.Length == 0)
        {
            throw new HelmException($"{flag} is required for signing a package");
        }
    }
}
