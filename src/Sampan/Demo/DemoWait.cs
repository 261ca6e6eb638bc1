using Sampan.Errors;
using Sampan.Kubernetes.Clusters;
using Sampan.Planning;

namespace Sampan.Demo;

/// <summary>
/// Waits until every pod that the plan found a node for is ready, every other one has been explained as Pending, and the
/// hub has gathered it all.
/// </summary>
internal static class DemoWait
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <exception cref="UserException">The time is up.</exception>
    public static async Task ForAsync(
        FleetPlan plan, ICluster hub, IReadOnlyList<ICluster> members, string @namespace, TimeProvider time, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var wantedReady = plan.Workloads.Sum(workload => workload.Targets.Sum(target => target.Pods.Count(pod => pod.Node is not null)));
        var started = time.GetTimestamp();
        while (true)
        {
            var ready = 0;
            var pending = 0;
            foreach (var member in members)
            {
                var view = await FleetView.ReadAsync(member, @namespace, cancellationToken);
                ready += (int)view.Deployments.Values.Sum(counts => counts.Ready);
                pending += view.Pending.Count;
            }

            progress(ready, wantedReady);
            var gathered = (await FleetView.ReadAsync(hub, @namespace, cancellationToken)).Deployments.Values.Sum(counts => counts.Ready);
            if (ready >= wantedReady && pending >= plan.PendingPods && gathered >= ready)
            {
                return;
            }

            if (time.GetElapsedTime(started) > Limit)
            {
                throw new UserException($"after {Limit.TotalMinutes:0} minutes {ready} of {wantedReady} pods are ready");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
