using Sampan.Kubernetes.Clusters;
using Sampan.Planning.Diffing;
using Sampan.Planning.Hub;
using Sampan.Planning.Members;
using Sampan.Planning.Pods;
using Sampan.Releases.Declarations;
using Sampan.Releases.Life;
using Sampan.Releases.Rendering;
using Sampan.Scheduling;

namespace Sampan.Planning;

/// <summary>
/// Answers what applying releases would do: asks every cluster concerned by reads and dry runs, places what is placed,
/// and schedules the pods of every cluster on a snapshot. Writes nothing.
/// </summary>
/// <remarks>
/// (1) Each release's own cluster (for a placed release the hub) says what would change there. (2) Placed objects go
/// through the hub's own rules: policy, binding, placement, overrides. (3) Each member says what would change there.
/// (4) The pods of each cluster's workloads are scheduled in apply order by the engine that schedules them later.
/// </remarks>
public sealed class FleetPlanner(IClusterDirectory clusters, SchedulingEngine engine)
{
    /// <summary>Plans.</summary>
    /// <param name="releases">The releases to apply, rendered, in apply order.</param>
    /// <param name="removals">The releases to remove, in order.</param>
    /// <param name="cancellationToken">Ends planning.</param>
    public async Task<FleetPlan> PlanAsync(
        IReadOnlyList<RenderedRelease> releases, IReadOnlyList<ReleaseDeclaration> removals, CancellationToken cancellationToken)
    {
        var draft = new PlanDraft();
        var contexts = releases.Select(release => release.Declaration.KubeContext).Concat(removals.Select(removal => removal.KubeContext)).Distinct(StringComparer.Ordinal);
        foreach (var context in contexts)
        {
            var cluster = clusters.Open(context);
            var preview = new ReleasePreview(cluster);
            List<PlacedObject> placed = [];
            foreach (var removal in removals.Where(removal => removal.KubeContext == context))
            {
                Take(removal, await preview.RemoveAsync(removal, cancellationToken), cluster, draft, placed);
            }

            foreach (var release in releases.Where(release => release.Declaration.KubeContext == context))
            {
                Take(release.Declaration, await preview.ApplyAsync(release, cancellationToken), cluster, draft, placed);
            }

            if (placed.Count > 0)
            {
                await new HubPlanning(cluster, clusters, draft).PlanAsync(placed, cancellationToken);
            }
        }

        await SchedulePodsAsync(draft, cancellationToken);
        return draft.Finish();
    }

    private static void Take(ReleaseDeclaration release, IReadOnlyList<ObjectPreview> previews, ICluster cluster, PlanDraft draft, List<PlacedObject> placed)
    {
        foreach (var preview in previews)
        {
            draft.Add(cluster, Change(release.Id, preview));
            if (release.Placement is not null || IsPlaced(preview))
            {
                placed.Add(new PlacedObject(release.Id, preview));
            }
            else if (PlannedWorkload.IsWorkload(preview.Object.Type.GroupVersionKind))
            {
                draft.AddWorkload(release.Id, cluster, preview.Object.Type, preview.Before, preview.After);
            }
        }
    }

    /// <summary>A release that is removed may have been placed: its live objects say so.</summary>
    private static bool IsPlaced(ObjectPreview preview) =>
        preview is { After: null, Before: { } live } && Fleet.Policies.Claim.Of(live.Metadata) is not null;

    internal static ObjectChange Change(string release, ObjectPreview preview)
    {
        var (kind, fields) = (preview.Before, preview.After) switch
        {
            (null, _) => (ChangeKind.Create, []),
            (_, null) => (ChangeKind.Delete, []),
            ({ } before, { } after) => ObjectDiff.Compare(before, after) is { Count: > 0 } changes ? (ChangeKind.Change, changes) : (ChangeKind.Unchanged, (IReadOnlyList<FieldChange>)[]),
        };
        return new ObjectChange(release, kind, preview.Object.Type, preview.Object.Name) { Fields = fields };
    }

    private async Task SchedulePodsAsync(PlanDraft draft, CancellationToken cancellationToken)
    {
        foreach (var (cluster, workloads) in draft.WorkloadsByCluster())
        {
            var member = await MemberState.ReadAsync(cluster, cancellationToken);
            await draft.PlaceAsync(workloads, member, new PodPlacement(engine, member, draft.AddedFor(cluster, member)), cancellationToken);
        }
    }
}
