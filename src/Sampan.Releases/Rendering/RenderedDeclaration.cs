using Sampan.Kubernetes.Clusters;
using Sampan.Releases.Declarations;
using Sampan.Releases.Life;
using Sampan.Releases.Ordering;
using Sampan.Releases.Records;

namespace Sampan.Releases.Rendering;

/// <summary>A declaration ready to be planned or applied.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="Batches">The releases to apply: batches in the order of their needs.</param>
/// <param name="Removals">The releases to remove (<c>installed: false</c>), those that others need last.</param>
public sealed record RenderedDeclaration(
    Declaration Declaration, IReadOnlyList<IReadOnlyList<RenderedRelease>> Batches, IReadOnlyList<ReleaseDeclaration> Removals)
{
    /// <summary>The releases to apply, in order.</summary>
    public IEnumerable<RenderedRelease> Releases => Batches.SelectMany(batch => batch);

    /// <summary>Renders every release of a declaration for the cluster that it goes to.</summary>
    /// <exception cref="DeclarationException">Needs form a cycle or name no release.</exception>
    /// <exception cref="ReleaseException">A chart cannot be rendered.</exception>
    public static async Task<RenderedDeclaration> ForClustersAsync(
        Declaration declaration, IClusterDirectory clusters, ReleaseRenderer renderer, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, ClusterCapabilities>(StringComparer.Ordinal);
        List<IReadOnlyList<RenderedRelease>> batches = [];
        foreach (var batch in WantedBatches(declaration))
        {
            List<RenderedRelease> rendered = [];
            foreach (var release in batch)
            {
                var cluster = clusters.Open(release.KubeContext);
                if (!known.TryGetValue(release.KubeContext, out var capabilities))
                {
                    known[release.KubeContext] = capabilities = await ClusterCapabilities.OfAsync(cluster, cancellationToken);
                }

                var history = await new ReleaseRecordStore(cluster).HistoryAsync(release.Namespace, release.Name, cancellationToken);
                rendered.Add(renderer.Render(release, capabilities.Capabilities, capabilities.IsNamespaced, history.Count > 0, new ClusterResources(cluster), cancellationToken));
            }

            batches.Add(rendered);
        }

        return new RenderedDeclaration(declaration, batches, RemovalsOf(declaration));
    }

    /// <summary>Renders every release without asking any cluster.</summary>
    /// <exception cref="DeclarationException">Needs form a cycle or name no release.</exception>
    /// <exception cref="ReleaseException">A chart cannot be rendered.</exception>
    public static RenderedDeclaration Offline(Declaration declaration, ClusterCapabilities capabilities, ReleaseRenderer renderer, CancellationToken cancellationToken) => new(
        declaration,
        [.. WantedBatches(declaration).Select(batch => (IReadOnlyList<RenderedRelease>)[.. batch.Select(release =>
            renderer.Render(release, capabilities.Capabilities, capabilities.IsNamespaced, isUpgrade: false, live: null, cancellationToken))])],
        RemovalsOf(declaration));

    private static IEnumerable<List<ReleaseDeclaration>> WantedBatches(Declaration declaration) =>
        ReleaseGraph.Batches(declaration.Releases, declaration.File)
            .Select(batch => batch.Where(release => release.Installed).ToList())
            .Where(batch => batch.Count > 0);

    private static List<ReleaseDeclaration> RemovalsOf(Declaration declaration) =>
        [.. ReleaseGraph.Batches(declaration.Releases, declaration.File).SelectMany(batch => batch).Where(release => !release.Installed).Reverse()];
}
