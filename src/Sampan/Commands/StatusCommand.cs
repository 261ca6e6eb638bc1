using System.CommandLine;
using Sampan.Reports;
using Sampan.Embedded;
using Sampan.Errors;

namespace Sampan.Commands;

/// <summary>
/// <c>sampan status</c>: with a declaration the state of its releases, else whether an embedded fleet runs and what it serves.
/// </summary>
internal static class StatusCommand
{
    private const int NotRunning = 3;

    public static Command Create()
    {
        var folder = new DataFolderOption();
        var output = new Option<string>("--output", "-o") { Description = "table, json, or kubeconfig (just the file's path)", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json", "kubeconfig");
        var command = new Command("status", "Show the embedded fleet") { output };
        folder.AddTo(command);
        return command.Runs((parsed, _) => Task.FromResult(Run(folder.Of(parsed), parsed.GetValue(output)!)));
    }

    private static int Run(DataFolder folder, string output)
    {
        var state = FleetLock.IsHeld(folder) ? FleetState.Read(folder.State) : null;
        switch (output)
        {
            case "json":
                Console.WriteLine(FleetStatusJson.Of(folder, state).ToJsonString());
                break;
            case "kubeconfig":
                Console.WriteLine((state ?? throw new UserException($"no fleet is running on {folder.Path}. Start one with 'sampan up'")).Kubeconfig);
                break;
            default:
                FleetStatusTable.Write(folder, state);
                break;
        }

        return state is null ? NotRunning : 0;
    }
}
