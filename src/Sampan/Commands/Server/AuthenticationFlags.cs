using System.CommandLine;
using Sampan.Server.Authentication;

namespace Sampan.Commands.Server;

/// <summary>kube-apiserver's flags for client certificates, fixed tokens and bootstrap tokens.</summary>
internal sealed class AuthenticationFlags
{
    private readonly Option<string?> _clientAuthority = new("--client-ca-file") { Description = "Certificates of further authorities whose client certificates name users" };
    private readonly Option<string?> _tokens = new("--token-auth-file") { Description = "A file of fixed bearer tokens: token,user,uid,\"group1,group2\" a line" };
    private readonly Option<bool> _bootstrap = new("--enable-bootstrap-token-auth") { Description = "Take secrets of type bootstrap.kubernetes.io/token in kube-system as bearer tokens" };

    public void AddTo(Command command)
    {
        command.Options.Add(_clientAuthority);
        command.Options.Add(_tokens);
        command.Options.Add(_bootstrap);
    }

    public string? ClientAuthority(ParseResult parsed) => FlagFile.ReadCertificates("--client-ca-file", parsed.GetValue(_clientAuthority));

    public IReadOnlyDictionary<string, UserInfo>? Tokens(ParseResult parsed) => FlagFile.Read("--token-auth-file", parsed.GetValue(_tokens), TokenFile.Parse);

    public bool AcceptsBootstrapTokens(ParseResult parsed) => parsed.GetValue(_bootstrap);
}
