using System.CommandLine;
using Sampan.Errors;
using Sampan.Server.Auditing;

namespace Sampan.Commands.Server;

/// <summary>kube-apiserver's flags for the audit log.</summary>
internal sealed class AuditFlags
{
    private readonly Option<string?> _policy = new("--audit-policy-file") { Description = "An audit.k8s.io/v1 Policy: which requests the audit log tells of, and how much" };
    private readonly Option<string?> _path = new("--audit-log-path") { Description = "Where the audit log goes: a file, or - for standard output" };
    private readonly Option<int> _size = new("--audit-log-maxsize") { Description = "Megabytes at which the audit log is put aside (default 100)" };
    private readonly Option<int> _backups = new("--audit-log-maxbackup") { Description = "How many audit logs that were put aside are kept (default: all)" };
    private readonly Option<int> _age = new("--audit-log-maxage") { Description = "How many days audit logs that were put aside are kept (default: for ever)" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_policy, _path, _size, _backups, _age])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What the flags say; null without an audit log.</summary>
    /// <exception cref="UserException">The policy cannot be read, or one flag lacks the other.</exception>
    public AuditOptions? Of(ParseResult parsed)
    {
        var (policy, path) = (parsed.GetValue(_policy), parsed.GetValue(_path));
        if (policy is null && path is null)
        {
            return null;
        }

        if (policy is null || path is null)
        {
            throw new UserException(policy is null
                ? "--audit-log-path needs --audit-policy-file FILE: without a policy nothing is audited"
                : "--audit-policy-file needs --audit-log-path FILE (or - for standard output)");
        }

        return new AuditOptions(FlagFile.Read("--audit-policy-file", policy, AuditPolicy.Parse)!, path == "-" ? path : Path.GetFullPath(path))
        {
            MaxSize = parsed.GetValue(_size),
            MaxBackups = parsed.GetValue(_backups),
            MaxAge = parsed.GetValue(_age),
        };
    }
}
