using System.Globalization;
using Sampan.Releases.Life;
using Spectre.Console;

namespace Sampan.Reports;

/// <summary><c>sampan status -f DECLARATION</c> for people: a line for each release, then what is not ready.</summary>
internal static class ReleaseStatusTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ReleaseState> states)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("Release", "Namespace", "Cluster", "Revision", "Status", "Chart", "Updated", "Ready");
        foreach (var state in states)
        {
            string[] cells = state.Last is not { } last
                ? [state.Release.Name, state.Release.Namespace, state.Cluster, "-", "not installed", "-", "-", "-"]
                :
                [
                    last.Name, last.Namespace, state.Cluster, last.Revision.ToString(CultureInfo.InvariantCulture), last.Status, state.Chart,
                    last.LastDeployed.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture), $"{state.Objects - state.NotReady.Count}/{state.Objects}",
                ];
            table.AddRow(cells.Select(Markup.Escape).ToArray());
        }

        console.Write(table);
        foreach (var state in states)
        {
            foreach (var unready in state.NotReady)
            {
                console.MarkupLineInterpolated($"[yellow]{state.Cluster}[/] {unready.Object}: {unready.Missing}");
            }
        }
    }
}
