using System.Collections.Immutable;
using Sampan.Kubernetes.Identity;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;
using Sampan.Scheduling.Storage;

namespace Sampan.Scheduling.Plugins.Storage;

/// <summary>Sends pods where their volumes are reachable, can be found or can be made, and takes the volumes found.</summary>
internal sealed class VolumeBinding : IFilterPlugin, IReservePlugin, IPreBindPlugin
{
    public string Name => PluginNames.VolumeBinding;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot)
    {
        if (pod.Volumes.All(volume => volume.ClaimName is null))
        {
            return PreFilterResult.Skip;
        }

        return Prepare(pod, snapshot, out var planner) is { } problem
            ? PreFilterResult.Reject(Verdict.Unresolvable(Name, problem))
            : new PreFilterResult(planner);
    }

    public ClusterSnapshot Reserve(PodInfo pod, NodeInfo node, ClusterSnapshot snapshot)
    {
        var plan = PlanFor(pod, node, snapshot);
        if (plan.Bindings.IsEmpty && plan.Provisions.IsEmpty)
        {
            return snapshot;
        }

        var storage = snapshot.Objects.Storage;
        storage = storage with
        {
            Volumes = storage.Volumes.SetItems(plan.Bindings.Select(binding =>
                KeyValuePair.Create(binding.Volume.Name, binding.Volume with { ClaimedBy = binding.Claim.Id }))),
            Claims = storage.Claims.SetItems(plan.Provisions.Select(claim =>
                KeyValuePair.Create(claim.Id, claim with { SelectedNode = node.Name }))),
        };
        return snapshot.With(snapshot.Objects with { Storage = storage });
    }

    public IEnumerable<VolumeStep> PreBind(PodInfo pod, NodeInfo node, ClusterSnapshot snapshot)
    {
        var plan = PlanFor(pod, node, snapshot);
        return plan.Bindings.Select(binding => new VolumeStep(binding.Claim.Id, binding.Volume.Name, node.Name))
            .Concat(plan.Provisions.Select(claim => new VolumeStep(claim.Id, null, node.Name)));
    }

    private static VolumePlan PlanFor(PodInfo pod, NodeInfo node, ClusterSnapshot snapshot) =>
        pod.Volumes.All(volume => volume.ClaimName is null) || Prepare(pod, snapshot, out var planner) is not null
            ? VolumePlan.Nothing
            : planner.PlanFor(node.Node);

    private static string? Prepare(PodInfo pod, ClusterSnapshot snapshot, out VolumePlanner planner)
    {
        planner = null!;
        var storage = snapshot.Objects.Storage;
        var bound = ImmutableArray.CreateBuilder<VolumeClaim>();
        var unbound = ImmutableArray.CreateBuilder<VolumeClaim>();
        var hasUnboundImmediate = false;
        foreach (var volume in pod.Volumes.Where(volume => volume.ClaimName is not null))
        {
            if (FindClaim(volume, pod, storage, out var claim) is { } problem)
            {
                return problem;
            }

            if (claim.IsFullyBound)
            {
                bound.Add(claim);
            }
            else if (claim.VolumeName.Length == 0 && storage.Classes.GetValueOrDefault(claim.ClassName) is { WaitsForFirstConsumer: true })
            {
                unbound.Add(claim);
            }
            else
            {
                hasUnboundImmediate = true;
            }
        }

        planner = new VolumePlanner(bound.ToImmutable(), unbound.ToImmutable(), storage);
        return hasUnboundImmediate ? "pod has unbound immediate PersistentVolumeClaims" : null;
    }

    private static string? FindClaim(PodVolume volume, PodInfo pod, StorageObjects storage, out VolumeClaim claim)
    {
        if (!storage.Claims.TryGetValue(new NamespacedName(pod.Namespace, volume.ClaimName!), out claim!))
        {
            return volume.IsEphemeral
                ? $"waiting for ephemeral volume controller to create the persistentvolumeclaim \"{volume.ClaimName}\""
                : $"persistentvolumeclaim \"{volume.ClaimName}\" not found";
        }

        return claim.Phase == "Lost" ? $"persistentvolumeclaim \"{claim.Id.Name}\" bound to non-existent persistentvolume \"{claim.VolumeName}\""
            : claim.IsTerminating ? $"persistentvolumeclaim \"{claim.Id.Name}\" is being deleted"
            : volume.IsEphemeral && claim.Controller?.Uid != pod.Uid ? $"PVC {claim.Id} was not created for pod {pod.Id} (pod is not owner)"
            : null;
    }
}
