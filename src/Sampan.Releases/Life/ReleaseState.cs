using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Releases.Declarations;
using Sampan.Releases.Records;

namespace Sampan.Releases.Life;

/// <summary>What has become of a declared release: its last revision and whether its objects are ready.</summary>
/// <param name="Release">The release.</param>
/// <param name="Cluster">The cluster that holds its record.</param>
/// <param name="Last">Its last revision; null if it is not installed.</param>
/// <param name="Objects">How many objects that revision has.</param>
/// <param name="NotReady">The objects that are not ready, each with what it misses.</param>
public sealed record ReleaseState(ReleaseDeclaration Release, string Cluster, ReleaseRecord? Last, int Objects, IReadOnlyList<ObjectState> NotReady)
{
    /// <summary>Whether the release is deployed and all its objects are ready.</summary>
    public bool IsHealthy => Last?.Status == ReleaseStatus.Deployed && NotReady.Count == 0;

    /// <summary><c>name-version</c> of the chart, as Helm writes it; empty if the release is not installed.</summary>
    public string Chart => Last?.Chart["metadata"] is { } metadata ? $"{metadata["name"]}-{metadata["version"]}" : "";

    /// <summary>Reads the state from a cluster.</summary>
    /// <exception cref="InvalidDataException">A record of the release cannot be read.</exception>
    public static async Task<ReleaseState> ReadAsync(ICluster cluster, ReleaseDeclaration release, CancellationToken cancellationToken)
    {
        var history = await new ReleaseRecordStore(cluster).HistoryAsync(release.Namespace, release.Name, cancellationToken);
        if (history.Count == 0)
        {
            return new ReleaseState(release, cluster.Name, null, 0, []);
        }

        var objects = await ReleaseObjects.ResolveStoredAsync(new ClusterResources(cluster), history[^1].Manifest, release.Name, release.Namespace, cancellationToken);
        List<ObjectState> notReady = [];
        foreach (var stored in objects)
        {
            if (await MissingAsync(cluster, stored, cancellationToken) is { } missing)
            {
                notReady.Add(new ObjectState(stored, missing));
            }
        }

        return new ReleaseState(release, cluster.Name, history[^1], objects.Count, notReady);
    }

    /// <summary>What an object of a release misses to be ready; null if nothing.</summary>
    internal static async ValueTask<string?> MissingAsync(ICluster cluster, ReleaseObject @object, CancellationToken cancellationToken)
    {
        KubernetesObject live;
        try
        {
            live = await cluster.GetAsync(@object.Type, @object.Name, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return "gone";
        }

        return ObjectReadiness.Missing(live);
    }
}
