using Sampan.Charts.Downloads;
using Sampan.Charts.Registries;
using Sampan.Charts.Repositories;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary>Where Helm keeps its things: what flags say, else the environment, else the defaults.</summary>
internal sealed class HelmSettings(ParsedFlags flags, HelmEnvironment environment)
{
    private readonly HelmFolders _folders = new(environment);

    public string RepositoryConfig => Setting("repository-config", "HELM_REPOSITORY_CONFIG", Path.Combine(_folders.Config, "repositories.yaml"));

    public string RepositoryCache => Setting("repository-cache", "HELM_REPOSITORY_CACHE", Path.Combine(_folders.Cache, "repository"));

    public string RegistryConfig => Setting("registry-config", "HELM_REGISTRY_CONFIG", Path.Combine(_folders.Config, "registry/config.json"));

    public string Plugins => environment.Variable("HELM_PLUGINS") ?? Path.Combine(_folders.Data, "plugins");

    /// <summary>The file of public keys that signatures are checked with.</summary>
    public string Keyring => flags.IsGiven("keyring") ? flags.Text("keyring")
        : environment.Variable("GNUPGHOME") is { } gnupg ? Path.Combine(gnupg, "pubring.gpg")
        : Path.Combine(_folders.Home, ".gnupg", "pubring.gpg");

    public bool Debug => flags.IsGiven("debug") ? flags.Switch("debug") : environment.Variable("HELM_DEBUG") is "1" or "t" or "T" or "true" or "TRUE" or "True";

    /// <summary>How servers are reached, as the flags say.</summary>
    public DownloadAccess Access => new()
    {
        Username = flags.Text("username"),
        Password = flags.Text("password"),
        CertFile = flags.Text("cert-file"),
        KeyFile = flags.Text("key-file"),
        CaFile = flags.Text("ca-file"),
        InsecureSkipTlsVerify = flags.Switch("insecure-skip-tls-verify"),
        PassCredentialsAll = flags.Switch("pass-credentials"),
        PlainHttp = flags.Switch("plain-http"),
    };

    /// <summary>The version that is asked for; with <c>--devel</c> any, prereleases too.</summary>
    public string Version => flags.Text("version").Trim() is { Length: > 0 } version ? version : flags.Switch("devel") ? ">0.0.0-0" : "";

    /// <summary>Charts in registries; the user's own docker credentials serve where Helm's have none.</summary>
    public RegistryClient Registry(HttpDownloads downloads) => Registry(downloads, Cache);

    /// <summary>Where charts come from.</summary>
    public ChartSources Sources(HttpDownloads downloads) => new()
    {
        RepositoryConfig = RepositoryConfig,
        Cache = Cache,
        Downloads = downloads,
        Registry = Registry(downloads, Cache),
        Time = environment.Time,
    };

    private RepositoryCache Cache => new(RepositoryCache, environment.Error.WriteLine);

    private RegistryClient Registry(HttpDownloads downloads, RepositoryCache cache) =>
        new(downloads, new RegistryCredentials(RegistryConfig, DockerConfig), cache.Content, environment.Error.Write);

    private string DockerConfig => Path.Combine(environment.Variable("DOCKER_CONFIG") ?? Path.Combine(_folders.Home, ".docker"), "config.json");

    private string Setting(string flag, string variable, string absent) =>
        flags.IsGiven(flag) ? flags.Text(flag) : environment.Variable(variable) ?? absent;
}
