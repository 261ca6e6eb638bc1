using Spectre.Console;

namespace Sampan.Demo;

/// <summary>The fleet at a glance: a row for each workload, a column for each cluster, and the pods that wait, with the reason.</summary>
internal static class FleetTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<FleetView> views)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Deployment");
        foreach (var view in views)
        {
            table.AddColumn(new TableColumn(Markup.Escape(view.Cluster)).RightAligned());
        }

        foreach (var name in views.SelectMany(view => view.Deployments.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            table.AddRow([Markup.Escape(name), .. views.Select(view => Cell(view, name))]);
        }

        console.Write(table);
        foreach (var (cluster, pod, reason) in views.SelectMany(view => view.Pending.Select(pending => (view.Cluster, pending.Pod, pending.Reason))))
        {
            console.MarkupLineInterpolated($"[yellow]Pending[/] {cluster} {pod}: {reason}");
        }
    }

    private static string Cell(FleetView view, string name) => view.Deployments.TryGetValue(name, out var counts)
        ? $"[{(counts.Ready >= counts.Wanted ? "green" : "yellow")}]{counts.Ready}/{counts.Wanted}[/]"
        : "[grey]-[/]";
}
