using System.CommandLine;
using Sampan.Server.Hosting;

namespace Sampan.Commands.Server;

/// <summary>kube-apiserver's flags for a proxy before the server that says who asks.</summary>
internal sealed class FrontProxyFlags
{
    private static readonly FrontProxyOptions Defaults = new("");

    private readonly Option<string?> _authority = new("--requestheader-client-ca-file") { Description = "Certificates of the authorities of a front proxy, whose headers then say who asks" };
    private readonly Option<string[]> _names = Names("--requestheader-allowed-names", "Common names that the front proxy's certificate may have (default: any)");
    private readonly Option<string[]> _users = Names("--requestheader-username-headers", "Headers with the user's name (default X-Remote-User)");
    private readonly Option<string[]> _uids = Names("--requestheader-uid-headers", "Headers with the user's id (default X-Remote-Uid)");
    private readonly Option<string[]> _groups = Names("--requestheader-group-headers", "Headers with the user's groups (default X-Remote-Group)");
    private readonly Option<string[]> _extra = Names("--requestheader-extra-headers-prefix", "What headers with other facts begin with (default X-Remote-Extra-)");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_authority, _names, _users, _uids, _groups, _extra])
        {
            command.Options.Add(option);
        }
    }

    public FrontProxyOptions? Of(ParseResult parsed) => FlagFile.ReadCertificates("--requestheader-client-ca-file", parsed.GetValue(_authority)) is { } pem
        ? new FrontProxyOptions(pem)
        {
            AllowedNames = Given(parsed, _names, Defaults.AllowedNames),
            UsernameHeaders = Given(parsed, _users, Defaults.UsernameHeaders),
            UidHeaders = Given(parsed, _uids, Defaults.UidHeaders),
            GroupHeaders = Given(parsed, _groups, Defaults.GroupHeaders),
            ExtraHeaderPrefixes = Given(parsed, _extra, Defaults.ExtraHeaderPrefixes),
        }
        : null;

    private static Option<string[]> Names(string name, string description) => new(name) { Description = description, DefaultValueFactory = _ => [] };

    private static IReadOnlyList<string> Given(ParseResult parsed, Option<string[]> option, IReadOnlyList<string> otherwise) =>
        parsed.GetValue(option) is { Length: > 0 } given ? [.. given.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries))] : otherwise;
}
