using System.CommandLine;
using Sampan.Errors;
using Sampan.Server.Authentication.Oidc;

namespace Sampan.Commands.Server;

/// <summary>kube-apiserver's flags for an OpenID Connect issuer.</summary>
internal sealed class OidcFlags
{
    private readonly Option<string?> _issuer = new("--oidc-issuer-url") { Description = "An OpenID Connect issuer whose identity tokens are believed, an https address" };
    private readonly Option<string?> _client = new("--oidc-client-id") { Description = "Whom its tokens must be meant for" };
    private readonly Option<string> _user = new("--oidc-username-claim") { Description = "The claim that is the user's name (default sub)", DefaultValueFactory = _ => "sub" };
    private readonly Option<string?> _userPrefix = new("--oidc-username-prefix") { Description = "What is put before the name (default: the issuer and #, but nothing before an email; -: nothing)" };
    private readonly Option<string> _groups = new("--oidc-groups-claim") { Description = "The claim that has the user's groups", DefaultValueFactory = _ => "" };
    private readonly Option<string> _groupsPrefix = new("--oidc-groups-prefix") { Description = "What is put before each group", DefaultValueFactory = _ => "" };
    private readonly Option<string[]> _required = new("--oidc-required-claim") { Description = "A claim that tokens must have: key=value; may be given more than once", DefaultValueFactory = _ => [] };
    private readonly Option<string> _algorithms = new("--oidc-signing-algs") { Description = "Signature algorithms that are believed (default RS256)", DefaultValueFactory = _ => "RS256" };
    private readonly Option<string?> _authority = new("--oidc-ca-file") { Description = "Certificates of the authorities that vouch for the issuer's host (default: the system's)" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_issuer, _client, _user, _userPrefix, _groups, _groupsPrefix, _required, _algorithms, _authority])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The issuer; null without one.</summary>
    /// <exception cref="UserException">A flag is missing or malformed.</exception>
    public OidcIssuer? Of(ParseResult parsed)
    {
        var (issuer, client) = (parsed.GetValue(_issuer), parsed.GetValue(_client));
        if (issuer is null && client is null)
        {
            return null;
        }

        if (issuer is null || client is null)
        {
            throw new UserException($"--oidc-issuer-url and --oidc-client-id go together; give {(issuer is null ? "--oidc-issuer-url URL" : "--oidc-client-id ID")} too");
        }

        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address))
        {
            throw new UserException($"--oidc-issuer-url {issuer}: expected an https address");
        }

        try
        {
            return new OidcIssuer(new OidcOptions(address, client)
            {
                UsernameClaim = parsed.GetValue(_user)!,
                UsernamePrefix = parsed.GetValue(_userPrefix),
                GroupsClaim = parsed.GetValue(_groups)!,
                GroupsPrefix = parsed.GetValue(_groupsPrefix)!,
                RequiredClaims = parsed.GetValue(_required)!.ToDictionary(Key, pair => pair[(Key(pair).Length + 1)..]),
                SigningAlgorithms = parsed.GetValue(_algorithms)!.Split(',', StringSplitOptions.RemoveEmptyEntries),
                AuthorityPem = FlagFile.ReadCertificates("--oidc-ca-file", parsed.GetValue(_authority)),
            });
        }
        catch (ArgumentException exception)
        {
            throw new UserException($"--oidc-issuer-url {issuer}: {exception.Message}", exception);
        }
    }

    private static string Key(string pair) => pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign
        ? pair[..sign]
        : throw new UserException($"--oidc-required-claim {pair}: expected key=value");
}
