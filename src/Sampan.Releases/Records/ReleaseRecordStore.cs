using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;

namespace Sampan.Releases.Records;

/// <summary>The release records of one cluster: Helm's Secrets, read and written through the cluster's door.</summary>
public sealed class ReleaseRecordStore(ICluster cluster)
{
    private static readonly WriteOptions Write = WriteOptions.By("sampan");

    /// <summary>All revisions of a release, oldest first; empty if it was never applied.</summary>
    /// <exception cref="InvalidDataException">A record cannot be read.</exception>
    public async ValueTask<IReadOnlyList<ReleaseRecord>> HistoryAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        var options = new ListOptions { LabelSelector = $"owner=helm,name={name}" };
        var secrets = await cluster.ListAsync(WellKnownTypes.Secrets, @namespace, options, cancellationToken);
        return [.. secrets.Items.Select(ReleaseRecordCodec.FromSecret).OrderBy(record => record.Revision)];
    }

    /// <summary>Stores a new revision. 409 if it exists: somebody else is applying the release.</summary>
    public async ValueTask CreateAsync(ReleaseRecord record, CancellationToken cancellationToken) =>
        await cluster.CreateAsync(WellKnownTypes.Secrets, ReleaseRecordCodec.ToSecret(record), Write, cancellationToken);

    /// <summary>Replaces a stored revision, whoever changed it last.</summary>
    public async ValueTask UpdateAsync(ReleaseRecord record, CancellationToken cancellationToken) =>
        await cluster.UpdateAsync(WellKnownTypes.Secrets, ReleaseRecordCodec.ToSecret(record), Write, cancellationToken);

    /// <summary>Removes a revision; one that is already gone is fine.</summary>
    public async ValueTask DeleteAsync(ReleaseRecord record, CancellationToken cancellationToken)
    {
        try
        {
            var name = new NamespacedName(record.Namespace, ReleaseRecordCodec.SecretName(record.Name, record.Revision));
            await cluster.DeleteAsync(WellKnownTypes.Secrets, name, DeleteOptions.Default, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
        }
    }
}
