using System.Globalization;
using Sampan.Planning;
using Spectre.Console;

namespace Sampan.Reports;

/// <summary>A plan for people: what changes in each cluster, where workloads land, which pods fit nowhere and why.</summary>
internal sealed class PlanReport(IAnsiConsole console)
{
    private const int LongestValue = 80;

    public void Write(FleetPlan plan)
    {
        foreach (var cluster in plan.Clusters)
        {
            Write(cluster);
        }

        Write(plan.Workloads);
        WriteReasons(plan.Workloads);
        foreach (var warning in plan.Warnings)
        {
            console.MarkupLineInterpolated($"[yellow]warning:[/] {warning}");
        }

        console.WriteLine(Summary(plan));
    }

    /// <summary>One line: how much would change and how many pods would run.</summary>
    public static string Summary(FleetPlan plan)
    {
        var changes = plan.Clusters.SelectMany(cluster => cluster.Changes).ToLookup(change => change.Kind);
        var pods = plan.Workloads.SelectMany(workload => workload.Targets).SelectMany(target => target.Pods).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Plan: {changes[ChangeKind.Create].Count()} to create, {changes[ChangeKind.Change].Count()} to change, {changes[ChangeKind.Delete].Count()} to delete in {plan.Clusters.Count} clusters; {pods.Count(pod => pod.Node is not null)} pods on nodes, {plan.PendingPods} pending.");
    }

    private void Write(ClusterPlan cluster)
    {
        var changes = cluster.Changes.Where(change => change.Kind != ChangeKind.Unchanged).ToList();
        var unchanged = cluster.Changes.Count - changes.Count;
        console.MarkupLineInterpolated($"[bold]{cluster.Cluster}[/]{(unchanged > 0 ? $" ({unchanged} unchanged)" : "")}");
        foreach (var change in changes)
        {
            var (sign, colour) = change.Kind switch
            {
                ChangeKind.Create => ("+", "green"),
                ChangeKind.Delete => ("-", "red"),
                _ => ("~", "yellow"),
            };
            console.MarkupLine($"  [{colour}]{sign} {Markup.Escape($"{change.Type.GroupResource} {change.Name}")}[/]  [grey]{Markup.Escape(change.Release)}[/]");
            foreach (var field in change.Fields)
            {
                console.WriteLine($"      {field.Path}: {Short(field.Before)} -> {Short(field.After)}");
            }
        }

        console.WriteLine();
    }

    private void Write(IReadOnlyList<WorkloadPlan> workloads)
    {
        var targets = workloads.SelectMany(workload => workload.Targets.Select(target => (workload, target))).ToList();
        if (targets.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("Release").AddColumn("Workload").AddColumn("Cluster").AddColumn("Pods").AddColumn("Nodes");
        foreach (var (workload, target) in targets)
        {
            table.AddRow(
                Markup.Escape(workload.Release),
                Markup.Escape($"{workload.Type.Kind} {workload.Name}"),
                Markup.Escape(target.Cluster),
                target.Replicas.ToString(CultureInfo.InvariantCulture),
                Nodes(target));
        }

        console.Write(table);
    }

    private static string Nodes(WorkloadTarget target)
    {
        var nodes = target.Pods.Where(pod => pod.Node is not null)
            .GroupBy(pod => pod.Node!)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Markup.Escape(group.Count() == 1 ? group.Key : $"{group.Key} x{group.Count()}"));
        var pending = target.Pods.Count(pod => pod.Node is null);
        return string.Join(", ", pending == 0 ? nodes : nodes.Append($"[red]Pending x{pending}[/]"));
    }

    private void WriteReasons(IReadOnlyList<WorkloadPlan> workloads)
    {
        foreach (var workload in workloads)
        {
            if (workload.Failure is not null)
            {
                console.MarkupLineInterpolated($"[red]{workload.Type.Kind} {workload.Name} lands nowhere:[/] {workload.Failure}");
            }

            if (workload.Undecided is not null)
            {
                console.MarkupLineInterpolated($"[yellow]{workload.Type.Kind} {workload.Name}:[/] {workload.Undecided}");
            }

            foreach (var (target, reason) in workload.Targets.SelectMany(target => target.Pods.Where(pod => pod.Node is null).Select(pod => (target, pod.Reason)).Distinct()))
            {
                console.MarkupLineInterpolated($"[red]{workload.Type.Kind} {workload.Name} stays Pending in {target.Cluster}:[/] {reason}");
            }
        }
    }

    private static string Short(string? json) => json switch
    {
        null => "(none)",
        { Length: > LongestValue } => json[..LongestValue] + "…",
        _ => json,
    };
}
