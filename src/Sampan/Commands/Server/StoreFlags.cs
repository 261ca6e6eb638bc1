using System.CommandLine;
using Sampan.Embedded;
using Sampan.Errors;
using Sampan.Server.Embedded;
using Sampan.Server.Storage.Encryption;
using Sampan.Server.Storage.Etcd;
using Sampan.Templates.Times;

namespace Sampan.Commands.Server;

/// <summary>Where the state is kept, with kube-apiserver's flags for etcd.</summary>
internal sealed class StoreFlags
{
    private readonly Option<string?> _store = new("--store") { Description = "sqlite keeps the state in the data folder (default), memory keeps none, etcd shares it with other servers" };
    private readonly Option<string?> _servers = new("--etcd-servers") { Description = "The etcd members' URLs, comma-separated; implies --store etcd" };
    private readonly Option<string> _prefix = new("--etcd-prefix") { Description = "What all keys in etcd begin with", DefaultValueFactory = _ => "/registry" };
    private readonly Option<string?> _authority = new("--etcd-cafile") { Description = "Certificates of the authorities that may vouch for etcd" };
    private readonly Option<string?> _certificate = new("--etcd-certfile") { Description = "The client certificate shown to etcd" };
    private readonly Option<string?> _key = new("--etcd-keyfile") { Description = "The client certificate's key" };
    private readonly Option<string?> _encryption = new("--encryption-provider-config") { Description = "An apiserver.config.k8s.io/v1 EncryptionConfiguration: what is encrypted before it is stored, with which keys" };
    private readonly Option<string> _compaction = new("--etcd-compaction-interval") { Description = "How often history is forgotten, whichever the store; 0 never", DefaultValueFactory = _ => "5m0s" };
    private readonly Option<string> _events = new("--event-ttl") { Description = "How long Events are kept", DefaultValueFactory = _ => "1h0m0s" };

    public StoreFlags() => _store.AcceptOnlyFromAmong("sqlite", "memory", "etcd");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_store, _servers, _prefix, _authority, _certificate, _key, _encryption, _compaction, _events])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What the flags say.</summary>
    /// <exception cref="UserException">A value is malformed, or flags contradict one another.</exception>
    public StoreSettings Of(ParseResult parsed)
    {
        var (store, servers) = (parsed.GetValue(_store), parsed.GetValue(_servers));
        if (store is not (null or "etcd") && servers is not null)
        {
            throw new UserException($"--etcd-servers needs --store etcd, and --store is {store}");
        }

        return new StoreSettings
        {
            IsInMemory = store == "memory",
            Etcd = store == "etcd" || servers is not null ? Etcd(parsed, servers) : null,
            Encryption = Encryption(parsed.GetValue(_encryption)),
            Upkeep = new EmbeddedServerOptions
            {
                CompactionInterval = Duration("--etcd-compaction-interval", parsed.GetValue(_compaction)!),
                EventLifetime = Duration("--event-ttl", parsed.GetValue(_events)!),
            },
        };
    }

    private EtcdOptions Etcd(ParseResult parsed, string? servers)
    {
        if (string.IsNullOrWhiteSpace(servers))
        {
            throw new UserException("--store etcd needs --etcd-servers URL[,URL…], such as http://127.0.0.1:2379");
        }

        var (certificate, key) = (parsed.GetValue(_certificate), parsed.GetValue(_key));
        return (certificate is null) != (key is null)
            ? throw new UserException("--etcd-certfile and --etcd-keyfile go together")
            : new EtcdOptions
            {
                Servers = [.. servers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Server)],
                Prefix = "/" + parsed.GetValue(_prefix)!.Trim('/'),
                AuthorityFile = parsed.GetValue(_authority),
                CertificateFile = certificate,
                KeyFile = key,
            };
    }

    private static EncryptionConfiguration? Encryption(string? path)
    {
        try
        {
            return path is null ? null : EncryptionConfiguration.Parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UserException($"--encryption-provider-config {path}: {exception.Message}", exception);
        }
    }

    private static Uri Server(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.AbsolutePath == "/"
            ? uri
            : throw new UserException($"--etcd-servers: \"{text}\" is no member's address; write http://HOST:PORT or https://HOST:PORT");

    private static TimeSpan Duration(string flag, string text)
    {
        try
        {
            var nanoseconds = DurationParser.Parse(text).Nanoseconds;
            return nanoseconds >= 0 ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : throw new UserException($"{flag}: {text} is negative");
        }
        catch (FormatException exception)
        {
            throw new UserException($"{flag}: {exception.Message}; write it like 90s, 5m or 1h30m", exception);
        }
    }
}
