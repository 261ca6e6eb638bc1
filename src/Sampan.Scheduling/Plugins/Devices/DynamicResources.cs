using System.Collections.Immutable;
using Sampan.Kubernetes.Identity;
using Sampan.Scheduling.Devices;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Devices;

/// <summary>
/// Sends pods where their claims' devices are or can be had (KEP 4381), and likes nodes where earlier alternatives of a
/// list can be had (KEP 4816). It rates every pod: with 0 where none has a claim.
/// </summary>
internal sealed class DynamicResources : IFilterPlugin, IScorePlugin, IReservePlugin
{
    public string Name => PluginNames.DynamicResources;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot)
    {
        if (pod.ResourceClaims.IsEmpty)
        {
            return PreFilterResult.Skip;
        }

        return Prepare(pod, snapshot, out var filter) is { } problem
            ? PreFilterResult.Reject(Verdict.Unresolvable(Name, problem))
            : new PreFilterResult(filter);
    }

    public INodeScorer PreScore(PodInfo pod, ClusterSnapshot snapshot, ReadOnlySpan<NodeInfo> nodes) =>
        pod.ResourceClaims.IsEmpty || Prepare(pod, snapshot, out var filter) is not null ? new AlternativeScorer(null) : new AlternativeScorer(filter);

    public ClusterSnapshot Reserve(PodInfo pod, NodeInfo node, ClusterSnapshot snapshot)
    {
        if (pod.ResourceClaims.IsEmpty || Prepare(pod, snapshot, out var filter) is not null || filter.Allocate(node) is not { } allocator)
        {
            return snapshot;
        }

        var devices = snapshot.Objects.Devices;
        var allocated = allocator.Chosen.Select(choice => KeyValuePair.Create(
            choice.Key.Id,
            choice.Key with { Allocation = new DeviceAllocation(null, [.. choice]), ReservedFor = [pod.Uid] }));
        return snapshot.With(snapshot.Objects with { Devices = devices with { Claims = devices.Claims.SetItems(allocated) } });
    }

    private static string? Prepare(PodInfo pod, ClusterSnapshot snapshot, out DeviceFilter filter)
    {
        filter = null!;
        var objects = snapshot.Objects.Devices;
        var claims = ImmutableArray.CreateBuilder<DeviceClaim>();
        foreach (var reference in pod.ResourceClaims)
        {
            if (FindClaim(pod, reference, objects, out var claim) is { } problem)
            {
                return problem;
            }

            claims.Add(claim);
        }

        filter = new DeviceFilter(objects, claims.ToImmutable());
        return null;
    }

    private static string? FindClaim(PodInfo pod, PodResourceClaim reference, DeviceObjects objects, out DeviceClaim claim)
    {
        claim = null!;
        if (reference.ClaimName is null)
        {
            return $"pod \"{pod.Id}\": ResourceClaim not created yet";
        }

        var id = new NamespacedName(pod.Namespace, reference.ClaimName);
        if (!objects.Claims.TryGetValue(id, out claim!))
        {
            return $"could not find ResourceClaim \"{id}\"";
        }

        return claim.IsTerminating ? $"resourceclaim \"{id.Name}\" is being deleted"
            : reference.IsFromTemplate && claim.Controller?.Uid != pod.Uid ? $"ResourceClaim {id} was not created for pod {pod.Id} (pod is not owner)"
            : claim.Allocation is null ? FindClasses(claim, objects)
            : null;
    }

    private static string? FindClasses(DeviceClaim claim, DeviceObjects objects)
    {
        foreach (var request in claim.Requests)
        {
            foreach (var alternative in request.Alternatives)
            {
                if (!objects.Classes.ContainsKey(alternative.ClassName))
                {
                    return $"request {alternative.Name}: device class {alternative.ClassName} does not exist";
                }
            }
        }

        return null;
    }

    private sealed class AlternativeScorer(DeviceFilter? filter) : INodeScorer
    {
        public long Score(NodeInfo node) => filter?.Allocate(node)?.Score ?? 0;

        public void Normalize(Span<long> scores) => Scores.ScaleByGreatest(scores, reversed: false);
    }
}
