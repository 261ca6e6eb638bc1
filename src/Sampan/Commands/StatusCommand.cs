using System.CommandLine;
using Sampan.Embedded;
using Sampan.Errors;
using Sampan.Kubernetes.Clusters;
using Sampan.Releases.Declarations;
using Sampan.Releases.Life;
using Sampan.Reports;

namespace Sampan.Commands;

/// <summary>
/// <c>sampan status</c>: with a declaration (<c>-f</c>) the state of its releases, else whether an embedded fleet runs and
/// what it serves. Ends with 3 when the fleet does not run, or a release is not deployed or not ready.
/// </summary>
internal static class StatusCommand
{
    private const int NotRunning = 3;

    public static Command Create()
    {
        var declaration = new DeclarationArguments();
        var clusters = new ClusterArguments();
        var output = new Option<string>("--output", "-o") { Description = "table, json, or kubeconfig (just the path of the fleet's file)", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json", "kubeconfig");
        var command = new Command("status", "Show the embedded fleet, or with -f the releases of a declaration") { output };
        declaration.AddTo(command);
        clusters.AddTo(command);
        return command.Runs(async (parsed, cancellationToken) => declaration.IsNamed(parsed)
            ? await ShowReleasesAsync(declaration.Load(parsed), clusters.Open(parsed), parsed.GetValue(output)!, cancellationToken)
            : ShowFleet(clusters.Folder(parsed), parsed.GetValue(output)!));
    }

    private static async Task<int> ShowReleasesAsync(IReadOnlyList<Declaration> declarations, IClusterDirectory clusters, string output, CancellationToken cancellationToken)
    {
        List<ReleaseState> states = [];
        foreach (var release in declarations.SelectMany(declaration => declaration.Releases))
        {
            states.Add(await ReleaseState.ReadAsync(clusters.Open(release.KubeContext), release, cancellationToken));
        }

        switch (output)
        {
            case "json":
                Console.WriteLine(ReleaseStatusJson.Of(states).ToJsonString());
                break;
            case "kubeconfig":
                throw new UserException("-o kubeconfig is for the fleet: leave -f away, or choose table or json");
            default:
                ReleaseStatusTable.Write(ReportConsole.Create(), states);
                break;
        }

        return states.TrueForAll(state => state.IsHealthy) ? 0 : NotRunning;
    }

    private static int ShowFleet(DataFolder folder, string output)
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
