using Sampan.Charts.Manifests;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Releases.Records;
using Sampan.Releases.Rendering;

namespace Sampan.Releases.Life;

/// <summary>
/// Makes a cluster what a rendered release says: namespace, definitions, hooks, objects by server-side apply, removal of
/// what is no longer rendered, and a revision record that Helm can read.
/// </summary>
/// <remarks>
/// The record is written before the first object (pending) and after the last (deployed, or failed with how far it
/// came). Every step can be repeated, so a failed or interrupted apply is resumed by applying again.
/// </remarks>
public sealed class ReleaseApplier(ICluster cluster, TimeProvider time, IProgress<ReleaseProgress> progress)
{
    private readonly ClusterResources _resources = new(cluster);
    private readonly ReleaseRecordStore _records = new(cluster);
    private readonly ObjectWriter _writer = new(cluster);

    /// <summary>Applies the release and returns its new revision's record.</summary>
    /// <exception cref="ReleaseException">A step failed; the message says which, what was done before, and how to go on.</exception>
    public async Task<ReleaseRecord> ApplyAsync(RenderedRelease release, CancellationToken cancellationToken)
    {
        var declaration = release.Declaration;
        var id = declaration.Id;
        progress.Report(new ReleaseProgress(id, ReleaseAction.Started, ""));
        if (declaration.CreateNamespace)
        {
            await EnsureNamespaceAsync(declaration.Namespace, cancellationToken);
        }

        var history = await _records.HistoryAsync(declaration.Namespace, declaration.Name, cancellationToken);
        var record = NewRecord(release, history);
        await _records.CreateAsync(record, cancellationToken);
        List<string> done = [];
        try
        {
            await ApplyObjectsAsync(release, history, done, cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or ReleaseException or HttpRequestException or OperationCanceledException)
        {
            await FailAsync(record, exception, done);
            if (exception is OperationCanceledException)
            {
                throw;
            }

            throw new ReleaseException($"release {id}: {exception.Message}. {Done(done)} Mend the cause and apply again: what is done stays as it is", exception);
        }

        record = record with { Status = ReleaseStatus.Deployed, Description = history.Count == 0 ? "Install complete" : "Upgrade complete" };
        await _records.UpdateAsync(record, cancellationToken);
        await RetireAsync(history, declaration.HistoryMax, cancellationToken);
        progress.Report(new ReleaseProgress(id, ReleaseAction.Finished, $"revision {record.Revision}"));
        return record;
    }

    private async Task ApplyObjectsAsync(RenderedRelease release, IReadOnlyList<ReleaseRecord> history, List<string> done, CancellationToken cancellationToken)
    {
        var declaration = release.Declaration;
        var isInstall = history.All(earlier => earlier.Status is not (ReleaseStatus.Deployed or ReleaseStatus.Superseded));
        if (!declaration.SkipCrds)
        {
            await DefineAsync(release, cancellationToken);
        }

        var context = new HookContext(declaration.Id, declaration.Name, declaration.Namespace, declaration.Timeout);
        var hooks = new HookRunner(_resources, time, progress);
        await hooks.RunAsync(Runnable(release), isInstall ? "pre-install" : "pre-upgrade", context, cancellationToken);
        var owner = $"{declaration.Namespace}/{declaration.Name}";
        var objects = await ReleaseObjects.ResolveAsync(_resources, release.Objects, declaration.Name, declaration.Namespace, cancellationToken);
        foreach (var wanted in objects)
        {
            var action = await _writer.ApplyAsync(wanted, owner, cancellationToken);
            done.Add($"{wanted}");
            progress.Report(new ReleaseProgress(declaration.Id, action, $"{wanted}"));
        }

        await RemoveDroppedAsync(declaration.Id, declaration.Name, declaration.Namespace, history, objects, cancellationToken);
        if (declaration.Wait)
        {
            progress.Report(new ReleaseProgress(declaration.Id, ReleaseAction.Waiting, $"{objects.Count} objects"));
            await ReadinessWait.ForAsync(cluster, objects, declaration.Timeout, time, cancellationToken);
        }

        await hooks.RunAsync(Runnable(release), isInstall ? "post-install" : "post-upgrade", context, cancellationToken);
    }

    /// <summary>A placed release's objects live on the members; hooks on the hub would never run there, so they are left out and said so.</summary>
    private IEnumerable<RenderedHook> Runnable(RenderedRelease release)
    {
        if (release.Declaration.Placement is null)
        {
            return release.Hooks;
        }

        foreach (var hook in release.Hooks.Where(hook => !hook.Events.Contains("test")))
        {
            progress.Report(new ReleaseProgress(release.Declaration.Id, ReleaseAction.Warning, $"hook {hook.Source} is not run: the release is placed on members"));
        }

        return [];
    }

    private async Task DefineAsync(RenderedRelease release, CancellationToken cancellationToken)
    {
        var declaration = release.Declaration;
        var definitions = await ReleaseObjects.ResolveAsync(_resources, release.Definitions, declaration.Name, declaration.Namespace, cancellationToken);
        foreach (var definition in definitions)
        {
            var action = await _writer.CreateIfMissingAsync(definition, cancellationToken);
            progress.Report(new ReleaseProgress(declaration.Id, action, $"{definition}"));
        }

        await ReadinessWait.ForAsync(cluster, definitions, declaration.Timeout, time, cancellationToken);
    }

    private async Task RemoveDroppedAsync(
        string id, string name, string @namespace, IReadOnlyList<ReleaseRecord> history, IReadOnlyList<ReleaseObject> objects, CancellationToken cancellationToken)
    {
        if (history.Count == 0)
        {
            return;
        }

        var before = await ReleaseObjects.ResolveStoredAsync(_resources, history[^1].Manifest, name, @namespace, cancellationToken);
        foreach (var dropped in ReleaseObjects.Removed(before, objects))
        {
            if (ResourcePolicy.Keeps(dropped.Object))
            {
                progress.Report(new ReleaseProgress(id, ReleaseAction.Kept, $"{dropped}"));
                continue;
            }

            await _writer.DeleteAsync(dropped, cancellationToken);
            progress.Report(new ReleaseProgress(id, ReleaseAction.Deleted, $"{dropped}"));
        }
    }

    private async ValueTask EnsureNamespaceAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0)
        {
            return;
        }

        await _writer.CreateIfMissingAsync(ReleaseObjects.Namespace(name), cancellationToken);
    }

    private ReleaseRecord NewRecord(RenderedRelease release, IReadOnlyList<ReleaseRecord> history)
    {
        var now = time.GetUtcNow();
        return new ReleaseRecord
        {
            Name = release.Declaration.Name,
            Namespace = release.Declaration.Namespace,
            Revision = history.Count == 0 ? 1 : history[^1].Revision + 1,
            Status = history.Count == 0 ? ReleaseStatus.PendingInstall : ReleaseStatus.PendingUpgrade,
            Description = history.Count == 0 ? "Initial install underway" : "Preparing upgrade",
            FirstDeployed = history.Count == 0 ? now : history[0].FirstDeployed,
            LastDeployed = now,
            Notes = release.Notes,
            Chart = release.Chart,
            Config = release.Config,
            Manifest = release.ManifestText,
            Hooks = ReleaseHookJson.Of(release.Hooks),
        };
    }

    /// <summary>Written even when the user interrupts: the record must not stay pending.</summary>
    private async Task FailAsync(ReleaseRecord record, Exception cause, List<string> done)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);
            await _records.UpdateAsync(record with { Status = ReleaseStatus.Failed, Description = $"{cause.Message}. {Done(done)}" }, limit.Token);
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or OperationCanceledException)
        {
            progress.Report(new ReleaseProgress($"{record.Namespace}/{record.Name}", ReleaseAction.Warning, $"the failure could not be recorded: {exception.Message}"));
        }
    }

    private async Task RetireAsync(IReadOnlyList<ReleaseRecord> history, int historyMax, CancellationToken cancellationToken)
    {
        foreach (var earlier in history.Where(earlier => earlier.Status != ReleaseStatus.Superseded))
        {
            await _records.UpdateAsync(earlier with { Status = ReleaseStatus.Superseded }, cancellationToken);
        }

        foreach (var old in history.Take(historyMax == 0 ? 0 : Math.Max(0, history.Count + 1 - historyMax)))
        {
            await _records.DeleteAsync(old, cancellationToken);
        }
    }

    private static string Done(List<string> done) => done.Count == 0 ? "Nothing was applied." : $"Applied before: {string.Join(", ", done)}.";
}
