using Sampan.Fleet.Api;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Naming;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Placement;
using Sampan.Placement.Bindings;
using Sampan.Planning.Pods;

namespace Sampan.Planning.Hub;

/// <summary>Plans what the hub would do with placed objects: which members get them, and what would change there.</summary>
internal sealed class HubPlanning(ICluster hub, IClusterDirectory clusters, PlanDraft draft)
{
    /// <summary>Ties between clusters are settled by an object's UID, which a new object does not have yet: these settle them in both ways.</summary>
    private static readonly string[] SampleUids = ["a", "b", "c", "d"];

    private readonly IResourceInterpreter _interpreter = ResourceInterpreter.BuiltIn;
    private readonly Dictionary<string, MemberPreview?> _members = new(StringComparer.Ordinal);

    public async Task PlanAsync(IReadOnlyList<PlacedObject> placed, CancellationToken cancellationToken)
    {
        var state = await HubState.ReadAsync(hub, placed.Select(one => one.Preview), cancellationToken);
        foreach (var one in placed.Where(one => one.Preview.Object.Type.Group != FleetTypes.PropagationPolicies.Group))
        {
            if (one.Preview.Object.Type.GroupVersionKind == WellKnownTypes.Namespaces.GroupVersionKind)
            {
                await PropagateNamespaceAsync(one, state, cancellationToken);
            }
            else if (one.Preview.After is { } template)
            {
                await PlaceAsync(one.Release, one.Preview.Object.Type, template, state, cancellationToken);
            }
            else
            {
                await RemoveAsync(one, state, cancellationToken);
            }
        }
    }

    private async Task PlaceAsync(string release, ResourceType type, KubernetesObject template, HubState state, CancellationToken cancellationToken)
    {
        var decision = PropagationRules.Decide(template, [.. state.Policies], name => state.Overrides.Any(policy => policy.Namespace == name.Namespace && policy.Name == name.Name));
        if (decision is not PropagationDecision.Apply { Policy: var policy })
        {
            draft.Warn($"{type.GroupResource} {template.NamespacedName} would not be propagated: no policy selects it");
            return;
        }

        var desired = new BindingBuilding(_interpreter, _ => null).Build(template, policy);
        var stored = StoredBinding(template, state);
        var bindingObject = KubernetesObject.From(stored is null ? desired : BindingMerging.Merge(stored, desired));
        var binding = PlacementBinding.Of(bindingObject) with { Managed = true };
        var result = PlacementEngine.Place(binding, state.Members);
        var attempt = result.Attempts.Count == 0 ? null : result.Attempts[^1];
        var targets = result.Outcome?.Clusters ?? binding.Clusters;
        if (PlannedWorkload.IsWorkload(type.GroupVersionKind) || attempt?.Failure is not null)
        {
            draft.Explain(release, type, template.NamespacedName, attempt?.Failure?.Message, stored is null ? Undecided(binding, state, targets) : null);
        }

        var manifests = MemberManifests.Of(bindingObject, template, targets, state, _interpreter, draft.Warn);
        foreach (var (member, manifest) in manifests)
        {
            await PreviewAsync(release, type, member, manifest, template.NamespacedName, cancellationToken);
        }

        foreach (var left in binding.Clusters.Where(cluster => targets.All(target => target.Name != cluster.Name)))
        {
            await PreviewAsync(release, type, left.Name, null, template.NamespacedName, cancellationToken);
        }
    }

    private async Task RemoveAsync(PlacedObject one, HubState state, CancellationToken cancellationToken)
    {
        if (StoredBinding(one.Preview.Before!, state) is not { } stored)
        {
            return;
        }

        foreach (var target in PlacementBinding.Of(stored).Clusters)
        {
            await PreviewAsync(one.Release, one.Preview.Object.Type, target.Name, null, one.Preview.Object.Name, cancellationToken);
        }
    }

    /// <summary>The hub brings its namespaces to every member.</summary>
    private async Task PropagateNamespaceAsync(PlacedObject one, HubState state, CancellationToken cancellationToken)
    {
        if (one.Preview.After is { } @namespace)
        {
            foreach (var member in state.Members.Where(member => !member.Deleting))
            {
                await PreviewAsync(one.Release, one.Preview.Object.Type, member.Name, @namespace, one.Preview.Object.Name, cancellationToken);
            }
        }
    }

    /// <summary>Notes what would happen to the object in one member; without a manifest it would be deleted there.</summary>
    private async Task PreviewAsync(
        string release, ResourceType type, string memberName, KubernetesObject? manifest, NamespacedName name, CancellationToken cancellationToken)
    {
        if (!_members.TryGetValue(memberName, out var member))
        {
            member = clusters.OpenMember(memberName) is { } reached ? new MemberPreview(reached, _interpreter) : null;
            _members[memberName] = member;
            if (member is null)
            {
                draft.Warn($"member {memberName} cannot be reached from here: its objects and nodes are not in the plan");
            }
        }

        if (member is null)
        {
            return;
        }

        var preview = await member.PreviewAsync(type, name, manifest, cancellationToken);
        if (preview is null)
        {
            return;
        }

        draft.Add(member.Cluster, FleetPlanner.Change(release, preview));
        if (preview.After is { } after)
        {
            draft.Note(member.Cluster, after);
        }

        if (PlannedWorkload.IsWorkload(type.GroupVersionKind))
        {
            draft.AddWorkload(release, member.Cluster, type, preview.Before, preview.After);
        }
    }

    private static KubernetesObject? StoredBinding(KubernetesObject template, HubState state) =>
        state.Bindings.GetValueOrDefault(new NamespacedName(template.Metadata.Namespace, FleetNames.Binding(template.Kind, template.Metadata.Name)));

    private static string? Undecided(PlacementBinding binding, HubState state, IReadOnlyList<TargetCluster> targets)
    {
        var differing = SampleUids
            .Select(uid => PlacementEngine.Place(binding with { Resource = binding.Resource with { Uid = uid } }, state.Members).Outcome?.Clusters ?? [])
            .SelectMany(sample => sample.Except(targets).Concat(targets.Except(sample)))
            .Select(target => target.Name)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return differing.Count == 0 ? null : $"one replica more or less may go to {string.Join(" or ", differing)}: they tie, and the object's UID settles it when it is created";
    }
}
