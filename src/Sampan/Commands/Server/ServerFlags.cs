using System.CommandLine;
using Sampan.Embedded;
using Sampan.Errors;
using Sampan.Server.Authentication;
using Sampan.Server.Hosting;
using Sampan.Templates.Times;

namespace Sampan.Commands.Server;

/// <summary>kube-apiserver's flags that an embedded fleet's server has.</summary>
internal sealed class ServerFlags
{
    private static readonly ConcurrencyLimits Defaults = new();

    private readonly AuditFlags _audit = new();
    private readonly AuthenticationFlags _authentication = new();
    private readonly FrontProxyFlags _frontProxy = new();
    private readonly OidcFlags _oidc = new();
    private readonly Option<int> _reads = new("--max-requests-inflight") { Description = $"How many requests that only read are served at a time (default {Defaults.ReadOnly}; 0: no limit)", DefaultValueFactory = _ => Defaults.ReadOnly };
    private readonly Option<int> _writes = new("--max-mutating-requests-inflight") { Description = $"How many requests that write are served at a time (default {Defaults.Mutating}; 0: no limit)", DefaultValueFactory = _ => Defaults.Mutating };
    private readonly Option<string> _delay = new("--shutdown-delay-duration") { Description = "How long requests are still served after SIGTERM, while /readyz says no, such as 10s (default 0)", DefaultValueFactory = _ => "0" };

    public void AddTo(Command command)
    {
        _audit.AddTo(command);
        _authentication.AddTo(command);
        _frontProxy.AddTo(command);
        _oidc.AddTo(command);
        command.Options.Add(_reads);
        command.Options.Add(_writes);
        command.Options.Add(_delay);
    }

    /// <summary>The endpoint, its port and authority aside.</summary>
    public EndpointOptions Endpoint(ParseResult parsed) => new()
    {
        Audit = _audit.Of(parsed),
        ClientAuthorityPem = _authentication.ClientAuthority(parsed),
        FrontProxy = _frontProxy.Of(parsed),
        Limits = Defaults with { ReadOnly = parsed.GetValue(_reads), Mutating = parsed.GetValue(_writes) },
        ShutdownDelay = Delay(parsed.GetValue(_delay)!),
    };

    /// <summary>What identities are proved and checked with. Service accounts' tokens outlive the process.</summary>
    public ServerCredentials Credentials(ParseResult parsed, DataFolder data) =>
        ServerCredentials.KeptIn(data.SigningKey, _authentication.Tokens(parsed)) with
        {
            AcceptsBootstrapTokens = _authentication.AcceptsBootstrapTokens(parsed),
            Issuers = _oidc.Of(parsed) is { } issuer ? [issuer] : [],
        };

    private static TimeSpan Delay(string text)
    {
        try
        {
            return TimeSpan.FromTicks(Math.Max(0, DurationParser.Parse(text).Nanoseconds / TimeSpan.NanosecondsPerTick));
        }
        catch (FormatException exception)
        {
            throw new UserException($"--shutdown-delay-duration {text}: {exception.Message}", exception);
        }
    }
}
