using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Registries;

/// <summary><c>helm push</c>: uploads a package, and its provenance where there is one, to a registry.</summary>
internal sealed class HelmPushCommand : IHelmCommand
{
    public string Name => "push";

    public IEnumerable<Flag> Flags => HelmFlags.Server;

    public async ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.AtLeast(2, flags, Name, "[chart] [remote]");
        var (path, remote) = (flags.Arguments[0], flags.Arguments[1]);
        RequireRegistry(remote);
        if (!File.Exists(path))
        {
            throw new HelmException(Directory.Exists(path) ? "cannot push directory, must provide chart archive (.tgz)" : $"{path}: no such file");
        }

        ChartLocation.Load(path, environment);
        var settings = new HelmSettings(flags, environment);
        using var downloads = environment.Downloads();
        var provenance = path + ".prov";
        await settings.Registry(downloads).PushAsync(
            remote,
            await File.ReadAllBytesAsync(path, cancellationToken),
            File.Exists(provenance) ? await File.ReadAllBytesAsync(provenance, cancellationToken) : null,
            new DateTimeOffset(File.GetLastWriteTime(path)),
            settings.Access,
            cancellationToken);
        return 0;
    }

    private static void RequireRegistry(string remote)
    {
        const string scheme = "oci";
        var end = remote.IndexOf("://", StringComparison.Ordinal);
        if (end < 0)
        {
            throw new HelmException($"scheme prefix missing from remote (e.g. \"{scheme}://\")");
        }

        if (remote[..end] != scheme)
        {
            throw new HelmException($"scheme \"{remote[..end]}\" not supported");
        }
    }
}
