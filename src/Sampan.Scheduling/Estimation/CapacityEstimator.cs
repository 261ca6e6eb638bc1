using System.Globalization;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Estimation;

/// <summary>How many copies of a pod fit into a cluster, by the same filters that schedule them.</summary>
public static class CapacityEstimator
{
    /// <summary>Counts the copies of a pod that can be placed one after the other, up to a limit.</summary>
    /// <param name="engine">The engine that places them.</param>
    /// <param name="template">The pod; its name and node do not matter.</param>
    /// <param name="snapshot">The cluster.</param>
    /// <param name="limit">After how many copies to stop.</param>
    public static CapacityEstimate HowManyFit(SchedulingEngine engine, PodInfo template, ClusterSnapshot snapshot, int limit)
    {
        var cycle = engine.StartFiltering(template, snapshot);
        return cycle.IsNodeLocal
            ? CountNodeByNode(engine, cycle, template, snapshot, limit)
            : PlaceOneByOne(engine, template, snapshot, limit);
    }

    // What a copy takes on one node changes nothing on another: each node can be filled by itself.
    private static CapacityEstimate CountNodeByNode(SchedulingEngine engine, FilterCycle cycle, PodInfo template, ClusterSnapshot snapshot, int limit)
    {
        var copies = 0;
        for (var i = 0; i < snapshot.Nodes.Count && copies < limit && cycle.Rejection is null; i++)
        {
            var node = snapshot.Nodes[i];
            while (copies < limit && cycle.Admits(node) && cycle.Check(node) is null)
            {
                var copy = CopyOf(template, copies);
                node = node.With(copy);
                snapshot = snapshot.Assume(copy, node.Name);
                copies++;
            }
        }

        return new CapacityEstimate(copies, copies == limit ? "" : engine.Schedule(template, snapshot).Message);
    }

    private static CapacityEstimate PlaceOneByOne(SchedulingEngine engine, PodInfo template, ClusterSnapshot snapshot, int limit)
    {
        for (var copies = 0; copies < limit; copies++)
        {
            var copy = CopyOf(template, copies);
            var result = engine.Schedule(copy, snapshot);
            if (result.NodeName is null)
            {
                return new CapacityEstimate(copies, result.Message);
            }

            snapshot = engine.Assume(copy, result.NodeName, snapshot);
        }

        return new CapacityEstimate(limit, "");
    }

    private static PodInfo CopyOf(PodInfo template, int number) =>
        template with { Id = template.Id with { Name = $"{template.Name}-{number.ToString(CultureInfo.InvariantCulture)}" }, Uid = "" };
}
