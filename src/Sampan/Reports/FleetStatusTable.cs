using Sampan.Embedded;
using Spectre.Console;

namespace Sampan.Reports;

/// <summary><c>sampan status</c> for people.</summary>
internal static class FleetStatusTable
{
    public static void Write(DataFolder folder, FleetState? state)
    {
        if (state is null)
        {
            Console.WriteLine($"no fleet is running on {folder.Path}");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn("Context").AddColumn("URL").AddColumn("Nodes");
        foreach (var cluster in state.Clusters)
        {
            table.AddRow(cluster, $"{state.Server}/clusters/{cluster}", cluster == "hub" ? "-" : $"{state.NodesPerMember}");
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"kubeconfig {state.Kubeconfig}, process {state.ProcessId}, data {folder.Path}");
    }
}
