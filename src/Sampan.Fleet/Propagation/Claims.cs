using Sampan.Fleet.Api;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Naming;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>
/// Takes claims off: off the binding first, so that the scheduler leaves it as it is, then off the template, which sets
/// it free for another policy. What members run stays.
/// </summary>
internal sealed class Claims(HubContext hub)
{
    public async Task RemoveAsync(ResourceType type, KubernetesObject template, Claim claim, CancellationToken cancellationToken)
    {
        var bindingType = template.Metadata.Namespace.Length > 0 ? FleetTypes.ResourceBindings : FleetTypes.ClusterResourceBindings;
        var name = new NamespacedName(template.Metadata.Namespace, FleetNames.Binding(template.Kind, template.Metadata.Name));
        if (await hub.Cluster.FindAsync(bindingType, name, cancellationToken) is { } binding)
        {
            await RemoveFromAsync(bindingType, binding, claim, cancellationToken);
        }

        await RemoveFromAsync(type, template, claim, cancellationToken);
    }

    // A claim of another id is another policy's by now.
    private async Task RemoveFromAsync(ResourceType type, KubernetesObject @object, Claim claim, CancellationToken cancellationToken)
    {
        var held = claim.IsClusterScoped ? Claim.ClusterScopedOf(@object.Metadata) : Claim.NamespacedOf(@object.Metadata);
        if (held.Id.Length > 0 && held.Id == claim.Id)
        {
            var draft = @object.ToDraft();
            claim.Remove(draft);
            await hub.Cluster.UpdateAsync(type, draft, cancellationToken);
        }
    }
}
