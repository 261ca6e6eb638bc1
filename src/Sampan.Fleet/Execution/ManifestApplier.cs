using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Works;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Execution;

/// <summary>Makes a member's object what its manifest says, leaving what the member itself decides.</summary>
internal sealed class ManifestApplier(Member member, HubContext hub)
{
    /// <summary>Where the member serves the manifest's kind.</summary>
    /// <exception cref="ManifestException">It does not.</exception>
    public async ValueTask<ResourceType> TypeOfAsync(KubernetesObject manifest, CancellationToken cancellationToken) =>
        await member.Types.FindAsync(manifest.GroupVersionKind, cancellationToken)
        ?? throw new ManifestException($"no matches for kind \"{manifest.Kind}\" in version \"{manifest.ApiVersion}\"");

    /// <summary>Creates or updates the object; returns it as it is then.</summary>
    /// <param name="type">The object's type.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="observed">The object as last seen, or null where none was.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="ManifestException">The object is not the fleet's, and the manifest does not ask to take it.</exception>
    public async ValueTask<KubernetesObject> ApplyAsync(ResourceType type, KubernetesObject manifest, KubernetesObject? observed, CancellationToken cancellationToken)
    {
        observed ??= await member.Cluster.FindAsync(type, manifest.NamespacedName, cancellationToken);
        if (observed is null)
        {
            return await member.Cluster.CreateAsync(type, manifest.ToDraft(), cancellationToken);
        }

        if (!IsManaged(observed) && manifest.Metadata.Annotations.GetValueOrDefault(FleetAnnotations.ConflictResolution) != "overwrite")
        {
            throw new ManifestException(
                $"resource(kind={manifest.Kind}, {manifest.NamespacedName}) already exists in the cluster {member.Name} and the {FleetAnnotations.ConflictResolution} strategy value is empty, the fleet will not manage this resource");
        }

        var desired = MemberUpdate.Of(manifest, observed, hub.Interpreter);
        return IsSame(desired, observed) ? observed : await member.Cluster.UpdateAsync(type, desired, cancellationToken);
    }

    /// <summary>Deletes the object, if it is the fleet's.</summary>
    public async ValueTask DeleteAsync(KubernetesObject manifest, CancellationToken cancellationToken)
    {
        if (await member.Types.FindAsync(manifest.GroupVersionKind, cancellationToken) is { } type
            && await member.Cluster.FindAsync(type, manifest.NamespacedName, cancellationToken) is { } observed
            && IsManaged(observed))
        {
            await member.Cluster.DeleteIfPresentAsync(type, manifest.NamespacedName, cancellationToken);
        }
    }

    private static bool IsManaged(KubernetesObject observed) => observed.Metadata.Labels.GetValueOrDefault(FleetLabels.Managed) == "true";

    private static bool IsSame(JsonObject desired, KubernetesObject observed)
    {
        var (left, right) = (desired.DeepClone().AsObject(), observed.ToDraft());
        ManifestPruning.Prune(left);
        ManifestPruning.Prune(right);
        return JsonNode.DeepEquals(left, right);
    }
}
