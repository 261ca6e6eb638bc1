using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Releases.Declarations;
using Sampan.Releases.Records;

namespace Sampan.Releases.Life;

/// <summary>Removes a release: its objects in reverse order, its delete hooks before and after, and then its records.</summary>
public sealed class ReleaseRemover(ICluster cluster, TimeProvider time, IProgress<ReleaseProgress> progress)
{
    private readonly ClusterResources _resources = new(cluster);
    private readonly ReleaseRecordStore _records = new(cluster);
    private readonly ObjectWriter _writer = new(cluster);

    /// <summary>Removes the release; false if there is none.</summary>
    /// <exception cref="ReleaseException">A step failed. Removing again goes on where it stopped.</exception>
    public async Task<bool> RemoveAsync(ReleaseDeclaration release, CancellationToken cancellationToken)
    {
        var history = await _records.HistoryAsync(release.Namespace, release.Name, cancellationToken);
        if (history.Count == 0)
        {
            return false;
        }

        progress.Report(new ReleaseProgress(release.Id, ReleaseAction.Started, ""));
        var last = history[^1] with { Status = ReleaseStatus.Uninstalling, Description = "Deletion in progress (or silently failed)" };
        try
        {
            await _records.UpdateAsync(last, cancellationToken);
            var hooks = new HookRunner(_resources, time, progress);
            var context = new HookContext(release.Id, release.Name, release.Namespace, release.Timeout);
            var stored = release.Placement is null ? ReleaseHookJson.Read(last.Hooks) : [];
            await hooks.RunAsync(stored, "pre-delete", context, cancellationToken);
            await DeleteObjectsAsync(release, last, cancellationToken);
            await hooks.RunAsync(stored, "post-delete", context, cancellationToken);
        }
        catch (ApiException exception)
        {
            throw new ReleaseException($"release {release.Id}: {exception.Message}. Remove it again to go on", exception);
        }

        foreach (var record in history)
        {
            await _records.DeleteAsync(record, cancellationToken);
        }

        progress.Report(new ReleaseProgress(release.Id, ReleaseAction.Finished, "removed"));
        return true;
    }

    private async Task DeleteObjectsAsync(ReleaseDeclaration release, ReleaseRecord last, CancellationToken cancellationToken)
    {
        var objects = await ReleaseObjects.ResolveStoredAsync(_resources, last.Manifest, release.Name, release.Namespace, cancellationToken);
        foreach (var unwanted in objects.Reverse())
        {
            if (ResourcePolicy.Keeps(unwanted.Object))
            {
                progress.Report(new ReleaseProgress(release.Id, ReleaseAction.Kept, $"{unwanted}"));
                continue;
            }

            await _writer.DeleteAsync(unwanted, cancellationToken);
            progress.Report(new ReleaseProgress(release.Id, ReleaseAction.Deleted, $"{unwanted}"));
        }
    }
}
