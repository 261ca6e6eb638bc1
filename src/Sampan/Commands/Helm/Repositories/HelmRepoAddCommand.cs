using Sampan.Charts;
using Sampan.Charts.Repositories;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Repositories;

/// <summary><c>helm repo add</c>.</summary>
internal sealed class HelmRepoAddCommand : IHelmCommand
{
    private static readonly (string Old, string New)[] Moved =
    [
        ("//kubernetes-charts.storage.googleapis.com", "https://charts.helm.sh/stable"),
        ("//kubernetes-charts-incubator.storage.googleapis.com", "https://charts.helm.sh/incubator"),
    ];

    public string Name => "repo add";

    public IEnumerable<Flag> Flags =>
    [
        new Flag("username", FlagKind.Text),
        new Flag("password", FlagKind.Text),
        new Flag("password-stdin", FlagKind.Switch),
        new Flag("force-update", FlagKind.Switch),
        new Flag("no-update", FlagKind.Switch),
        new Flag("cert-file", FlagKind.Text),
        new Flag("key-file", FlagKind.Text),
        new Flag("ca-file", FlagKind.Text),
        new Flag("insecure-skip-tls-verify", FlagKind.Switch),
        new Flag("allow-deprecated-repos", FlagKind.Switch),
        new Flag("pass-credentials", FlagKind.Switch),
        HelmFlags.Timeout,
    ];

    public async ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.Exactly(2, flags, Name, "[NAME] [URL]");
        var (name, address) = (flags.Arguments[0], flags.Arguments[1]);
        RefuseMoved(address, flags);
        var settings = new HelmSettings(flags, environment);
        await using var turn = await FileTurn.TakeAsync(settings.RepositoryConfig, environment.Time, cancellationToken);
        using var downloads = environment.Downloads();
        var sources = settings.Sources(downloads);
        var known = sources.LoadRepositories();
        var entry = Entry(name, address, flags, environment);
        if (name.Contains('/'))
        {
            throw new HelmException($"repository name ({name}) contains '/', please specify a different name without '/'");
        }

        if (!flags.Switch("force-update") && known.Find(name) is { } existing)
        {
            environment.Output.Write(existing == entry
                ? $"\"{name}\" already exists with the same configuration, skipping\n"
                : throw new HelmException($"repository name ({name}) already exists, please specify a different name"));
            return 0;
        }

        await FetchAsync(new RepositoryRefresh(downloads, sources.Cache), entry, flags, cancellationToken);
        known.With(entry).Save(settings.RepositoryConfig);
        environment.Output.Write($"\"{name}\" has been added to your repositories\n");
        return 0;
    }

    private static async Task FetchAsync(RepositoryRefresh refresh, RepositoryEntry entry, ParsedFlags flags, CancellationToken cancellationToken)
    {
        entry.RequireAddress();
        try
        {
            await refresh.FetchAsync(entry, HelmFlags.TimeoutOf(flags), cancellationToken);
        }
        catch (ChartException exception)
        {
            throw new HelmException($"looks like \"{entry.Url}\" is not a valid chart repository or cannot be reached: {exception.Message}");
        }
    }

    private static void RefuseMoved(string address, ParsedFlags flags)
    {
        if (!flags.Switch("allow-deprecated-repos") && Array.Find(Moved, moved => address.Contains(moved.Old, StringComparison.Ordinal)) is { New: not null } moved)
        {
            throw new HelmException($"repo \"{address}\" is no longer available; try \"{moved.New}\" instead");
        }
    }

    private static RepositoryEntry Entry(string name, string address, ParsedFlags flags, HelmEnvironment environment)
    {
        var prompt = new SecretPrompt(environment);
        var (username, password) = (flags.Text("username"), flags.Text("password"));
        if (username.Length > 0 && password.Length == 0)
        {
            password = flags.Switch("password-stdin") ? prompt.ReadInput() : prompt.Ask("Password: ");
        }

        return new RepositoryEntry
        {
            Name = name,
            Url = address,
            Username = username,
            Password = password,
            PassCredentialsAll = flags.Switch("pass-credentials"),
            CertFile = flags.Text("cert-file"),
            KeyFile = flags.Text("key-file"),
            CaFile = flags.Text("ca-file"),
            InsecureSkipTlsVerify = flags.Switch("insecure-skip-tls-verify"),
        };
    }
}
