using System.Collections.Immutable;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;
using Sampan.Scheduling.Storage;

namespace Sampan.Scheduling.Plugins.Storage;

/// <summary>Serves a pod's claims on one node after the other: bound ones by reach, unbound ones by existing volumes, else by new ones.</summary>
internal sealed class VolumePlanner(ImmutableArray<VolumeClaim> bound, ImmutableArray<VolumeClaim> unbound, StorageObjects storage) : INodeFilter
{
    private static readonly Verdict OutOfReach = Refuse("node(s) didn't match PersistentVolume's node affinity");
    private static readonly Verdict NoVolume = Refuse("node(s) didn't find available persistent volumes to bind");
    private static readonly Verdict NoSpace = Refuse("node(s) did not have enough free storage");
    private static readonly Verdict VolumeGone = Refuse("node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)");

    // Small claims choose first, so that they do not take what only serves a large one.
    private readonly ImmutableArray<VolumeClaim> _bySize = unbound.Sort((left, right) => left.Request.CompareTo(right.Request));

    private readonly ILookup<string, Volume> _volumes = unbound.IsEmpty
        ? Enumerable.Empty<Volume>().ToLookup(volume => volume.ClassName)
        : storage.Volumes.Values.ToLookup(volume => volume.ClassName, StringComparer.Ordinal);

    public Verdict? Filter(NodeInfo node) => PlanFor(node.Node).Refusal;

    public VolumePlan PlanFor(Node node)
    {
        var refusals = new List<Verdict>(2);
        if (CheckBound(node) is { } refusal)
        {
            refusals.Add(refusal);
        }

        var bindings = ImmutableArray.CreateBuilder<(VolumeClaim, Volume)>();
        var provisions = ImmutableArray.CreateBuilder<VolumeClaim>();
        if (PlanUnbound(node, bindings, provisions) is { } unserved)
        {
            refusals.Add(unserved);
        }

        return refusals.Count switch
        {
            0 => new VolumePlan(null, bindings.ToImmutable(), provisions.ToImmutable()),
            1 => VolumePlan.Refused(refusals[0]),
            _ => VolumePlan.Refused(Refuse([.. refusals.SelectMany(verdict => verdict.Reasons)])),
        };
    }

    private Verdict? CheckBound(Node node)
    {
        foreach (var claim in bound)
        {
            if (!storage.Volumes.TryGetValue(claim.VolumeName, out var volume))
            {
                return VolumeGone;
            }

            if (!volume.IsReachableFrom(node))
            {
                return OutOfReach;
            }
        }

        return null;
    }

    private Verdict? PlanUnbound(Node node, ImmutableArray<(VolumeClaim Claim, Volume Volume)>.Builder bindings, ImmutableArray<VolumeClaim>.Builder provisions)
    {
        if (unbound.Any(claim => claim.SelectedNode.Length > 0 && claim.SelectedNode != node.Name))
        {
            return NoVolume;
        }

        provisions.AddRange(unbound.Where(claim => claim.SelectedNode.Length > 0));
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (var claim in _bySize.Where(claim => claim.SelectedNode.Length == 0))
        {
            if (VolumeMatching.Find(claim, _volumes[claim.ClassName], node, taken) is { } volume)
            {
                taken.Add(volume.Name);
                bindings.Add((claim, volume));
            }
            else
            {
                provisions.Add(claim);
            }
        }

        return provisions.Select(claim => CheckProvision(claim, node)).FirstOrDefault(refusal => refusal is not null);
    }

    private Verdict? CheckProvision(VolumeClaim claim, Node node)
    {
        if (!storage.Classes.TryGetValue(claim.ClassName, out var storageClass)
            || !storageClass.CanProvision
            || !storageClass.CanProvisionFor(node.Labels))
        {
            return NoVolume;
        }

        return !storage.DriversWithCapacity.Contains(storageClass.Provisioner) || storage.Capacities.Any(HasRoom) ? null : NoSpace;

        bool HasRoom(StorageCapacity capacity) =>
            capacity.ClassName == storageClass.Name
            && capacity.Capacity is { } free
            && free.Value >= claim.Request.Value
            && capacity.Topology.Matches(node.Labels);
    }

    private static Verdict Refuse(params ReadOnlySpan<string> reasons) => Verdict.Unresolvable(PluginNames.VolumeBinding, reasons);
}
