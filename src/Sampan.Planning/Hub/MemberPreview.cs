using Sampan.Fleet.Api;
using Sampan.Fleet.Execution;
using Sampan.Fleet.Interpreting;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Releases.Life;

namespace Sampan.Planning.Hub;

/// <summary>What bringing manifests to one member would change there, asked by reads and dry runs.</summary>
internal sealed class MemberPreview(ICluster member, IResourceInterpreter interpreter)
{
    private const string StandInNamespace = "default";
    private static readonly WriteOptions DryRun = new() { FieldManager = "sampan", DryRun = true };

    public ICluster Cluster => member;

    /// <summary>The change; null where there is none to make because the object to delete is not there.</summary>
    /// <exception cref="ApiException">The member would refuse the object.</exception>
    public async Task<ObjectPreview?> PreviewAsync(ResourceType type, NamespacedName name, KubernetesObject? manifest, CancellationToken cancellationToken)
    {
        var live = await FindAsync(type, name, cancellationToken);
        if (manifest is null)
        {
            return live is null ? null : new ObjectPreview(new ReleaseObject(type, live), live, null);
        }

        var wanted = new ReleaseObject(type, manifest);
        return new ObjectPreview(wanted, live, live is null
            ? await CreatedAsync(type, manifest, cancellationToken)
            : await UpdatedAsync(type, manifest, live, cancellationToken));
    }

    private async Task<KubernetesObject> CreatedAsync(ResourceType type, KubernetesObject manifest, CancellationToken cancellationToken)
    {
        try
        {
            return await member.CreateAsync(type, manifest, DryRun, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound && type.Namespaced)
        {
            // The namespace is part of the plan: let another one stand in for it.
            var created = await member.CreateAsync(type, InNamespace(manifest, StandInNamespace), DryRun, cancellationToken);
            return InNamespace(created, manifest.Metadata.Namespace);
        }
    }

    private async Task<KubernetesObject> UpdatedAsync(ResourceType type, KubernetesObject manifest, KubernetesObject live, CancellationToken cancellationToken)
    {
        var desired = MemberUpdate.Of(manifest, live, interpreter);
        if (live.Metadata.Labels.TryGetValue(FleetLabels.WorkId, out var work))
        {
            // The hub gives a work its id when it is first written, and keeps it.
            desired["metadata"]!["labels"]![FleetLabels.WorkId] = work;
        }

        return await member.UpdateAsync(type, KubernetesObject.From(desired), DryRun, cancellationToken);
    }

    private async Task<KubernetesObject?> FindAsync(ResourceType type, NamespacedName name, CancellationToken cancellationToken)
    {
        try
        {
            return await member.GetAsync(type, name, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    private static KubernetesObject InNamespace(KubernetesObject @object, string name)
    {
        var draft = @object.ToDraft();
        draft["metadata"]!["namespace"] = name;
        return KubernetesObject.From(draft);
    }
}
