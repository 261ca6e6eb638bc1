using Sampan.Fleet.Api;
using Sampan.Fleet.Overrides;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Members;
using Sampan.Releases.Life;

namespace Sampan.Planning.Hub;

/// <summary>What the hub's decisions depend on, read once, with the policies that the plan would apply already in place.</summary>
internal sealed record HubState(
    IReadOnlyList<MemberCluster> Members,
    IReadOnlyList<Policy> Policies,
    IReadOnlyList<OverridePolicy> Overrides,
    IReadOnlyDictionary<NamespacedName, KubernetesObject> Bindings)
{
    /// <summary>Policies that the plan would create have no permanent id yet: this one stands for it.</summary>
    private const string PlannedId = "planned";

    /// <exception cref="ReleaseException">The cluster is no hub.</exception>
    public static async Task<HubState> ReadAsync(ICluster hub, IEnumerable<ObjectPreview> planned, CancellationToken cancellationToken)
    {
        try
        {
            var members = await ListAsync(hub, FleetTypes.Clusters, cancellationToken);
            var policies = await ListAsync(hub, FleetTypes.PropagationPolicies, FleetTypes.ClusterPropagationPolicies, cancellationToken);
            var overrides = await ListAsync(hub, FleetTypes.OverridePolicies, FleetTypes.ClusterOverridePolicies, cancellationToken);
            var bindings = await ListAsync(hub, FleetTypes.ResourceBindings, FleetTypes.ClusterResourceBindings, cancellationToken);
            var previews = planned.ToList();
            return new HubState(
                [.. members.Select(MemberCluster.Of)],
                [.. Overlay(policies, previews, FleetTypes.PropagationPolicies, FleetTypes.ClusterPropagationPolicies).Select(Identified)],
                [.. Overlay(overrides, previews, FleetTypes.OverridePolicies, FleetTypes.ClusterOverridePolicies).Select(OverridePolicy.Of)],
                bindings.ToDictionary(binding => binding.NamespacedName));
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            throw new ReleaseException($"cluster {hub.Name} is no hub: it does not serve {FleetTypes.Clusters.GroupResource}. Give placed releases the hub's context as kubeContext", exception);
        }
    }

    private static Policy Identified(KubernetesObject @object) =>
        Policy.Of(@object) is { Id.Length: > 0 } policy ? policy : Policy.Of(@object) with { Id = PlannedId };

    /// <summary>The live objects with the planned ones in their place, and without those that would be deleted.</summary>
    private static List<KubernetesObject> Overlay(IReadOnlyList<KubernetesObject> live, List<ObjectPreview> previews, params ReadOnlySpan<ResourceType> types)
    {
        var wanted = types.ToArray();
        var planned = previews.Where(preview => wanted.Any(type => type.GroupVersionKind == preview.Object.Type.GroupVersionKind)).ToList();
        return [.. live
            .Where(@object => !planned.Any(preview => preview.Object.Name == @object.NamespacedName && preview.Object.Type.Kind == @object.Kind))
            .Concat(planned.Select(preview => preview.After).OfType<KubernetesObject>())];
    }

    private static async Task<IReadOnlyList<KubernetesObject>> ListAsync(ICluster hub, ResourceType type, CancellationToken cancellationToken) =>
        (await hub.ListAsync(type, null, ListOptions.Everything, cancellationToken)).Items;

    private static async Task<IReadOnlyList<KubernetesObject>> ListAsync(ICluster hub, ResourceType first, ResourceType second, CancellationToken cancellationToken) =>
        [.. await ListAsync(hub, first, cancellationToken), .. await ListAsync(hub, second, cancellationToken)];
}
