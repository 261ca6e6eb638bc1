using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Releases.Declarations;
using Sampan.Releases.Records;
using Sampan.Releases.Rendering;

namespace Sampan.Releases.Life;

/// <summary>
/// What <see cref="ReleaseApplier"/> and <see cref="ReleaseRemover"/> would do, asked of the cluster by reads and dry
/// runs: nothing is written.
/// </summary>
public sealed class ReleasePreview(ICluster cluster)
{
    /// <summary>A namespace that every cluster has: where objects are dry-run whose own namespace does not exist yet.</summary>
    private const string StandInNamespace = "default";

    private readonly ClusterResources _resources = new(cluster);
    private readonly ReleaseRecordStore _records = new(cluster);
    private readonly ObjectWriter _writer = new(cluster);

    /// <summary>The objects of a release in apply order, its namespace first, those that would be dropped last.</summary>
    /// <exception cref="ReleaseException">The cluster does not serve a kind, and the release does not define it either.</exception>
    public async Task<IReadOnlyList<ObjectPreview>> ApplyAsync(RenderedRelease release, CancellationToken cancellationToken)
    {
        var declaration = release.Declaration;
        List<ObjectPreview> previews = [];
        if (declaration is { CreateNamespace: true, Namespace.Length: > 0 } && await MissingNamespaceAsync(declaration.Namespace, cancellationToken) is { } created)
        {
            previews.Add(created);
        }

        var manifests = declaration.SkipCrds ? release.Objects : [.. release.Definitions, .. release.Objects];
        var definesKinds = DefinedKinds.Of(manifests);
        List<ReleaseObject> objects = [];
        foreach (var manifest in manifests)
        {
            var served = await _resources.FindAsync(manifest.Object.GroupVersionKind, cancellationToken);
            var type = served ?? definesKinds.GetValueOrDefault(manifest.Object.GroupVersionKind);
            if (type is null)
            {
                await ReleaseObjects.ResolveAsync(_resources, [manifest], declaration.Name, declaration.Namespace, cancellationToken);
                continue;
            }

            var wanted = ReleaseObject.Of(manifest, type, declaration.Name, declaration.Namespace);
            objects.Add(wanted);
            previews.Add(served is null ? new ObjectPreview(wanted, null, wanted.Object) : await PreviewAsync(wanted, cancellationToken));
        }

        if (await LastManifestAsync(declaration, cancellationToken) is { } last)
        {
            var before = await ReleaseObjects.ResolveStoredAsync(_resources, last, declaration.Name, declaration.Namespace, cancellationToken);
            previews.AddRange(await DeletionsAsync(ReleaseObjects.Removed(before, objects), cancellationToken));
        }

        return previews;
    }

    /// <summary>The objects that removing a release would delete, in order; none if the release does not exist.</summary>
    public async Task<IReadOnlyList<ObjectPreview>> RemoveAsync(ReleaseDeclaration declaration, CancellationToken cancellationToken) =>
        await LastManifestAsync(declaration, cancellationToken) is { } last
            ? await DeletionsAsync((await ReleaseObjects.ResolveStoredAsync(_resources, last, declaration.Name, declaration.Namespace, cancellationToken)).Reverse(), cancellationToken)
            : [];

    private async ValueTask<string?> LastManifestAsync(ReleaseDeclaration declaration, CancellationToken cancellationToken)
    {
        var history = await _records.HistoryAsync(declaration.Namespace, declaration.Name, cancellationToken);
        return history.Count == 0 ? null : history[^1].Manifest;
    }

    private async ValueTask<List<ObjectPreview>> DeletionsAsync(IEnumerable<ReleaseObject> unwanted, CancellationToken cancellationToken)
    {
        List<ObjectPreview> deletions = [];
        foreach (var dropped in unwanted.Where(dropped => !ResourcePolicy.Keeps(dropped.Object)))
        {
            if (await _writer.FindAsync(dropped, cancellationToken) is { } live)
            {
                deletions.Add(new ObjectPreview(dropped, live, null));
            }
        }

        return deletions;
    }

    private async ValueTask<ObjectPreview?> MissingNamespaceAsync(string name, CancellationToken cancellationToken)
    {
        var wanted = ReleaseObjects.Namespace(name);
        return await _writer.FindAsync(wanted, cancellationToken) is null ? new ObjectPreview(wanted, null, wanted.Object) : null;
    }

    private async ValueTask<ObjectPreview> PreviewAsync(ReleaseObject wanted, CancellationToken cancellationToken)
    {
        var live = await _writer.FindAsync(wanted, cancellationToken);
        try
        {
            return new ObjectPreview(wanted, live, await _writer.DryRunAsync(wanted, cancellationToken));
        }
        catch (ApiException exception) when (exception.IsNotFound && live is null && wanted.Type.Namespaced)
        {
            var standIn = wanted with { Object = InNamespace(wanted.Object, StandInNamespace) };
            var after = await _writer.DryRunAsync(standIn, cancellationToken);
            return new ObjectPreview(wanted, null, InNamespace(after, wanted.Name.Namespace));
        }
    }

    private static KubernetesObject InNamespace(KubernetesObject @object, string name)
    {
        var draft = @object.ToDraft();
        draft["metadata"]!["namespace"] = name;
        return KubernetesObject.From(draft);
    }
}
