using System.CommandLine;
using Sampan.Errors;

namespace Sampan.Commands;

/// <summary>Gives a command its action, with errors reported the one way that users see them.</summary>
internal static class CommandActions
{
    public static Command Runs(this Command command, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction((parsed, cancellationToken) => ErrorReport.GuardAsync(() => action(parsed, cancellationToken), cancellationToken));
        return command;
    }
}
