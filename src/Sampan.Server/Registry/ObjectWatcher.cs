using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Storage;

namespace Sampan.Server.Registry;

/// <summary>watch: a collection's changes as one client selects them.</summary>
internal sealed class ObjectWatcher(ServedCluster cluster)
{
    private const string InitialEventsEnd = "k8s.io/initial-events-end";
    private static readonly TimeSpan BookmarkInterval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Streams events until the timeout or cancellation. A version that is too old ends it with a 410.
    /// Whoever writes the events out should flush whenever the next one is not there yet.
    /// </summary>
    public async IAsyncEnumerable<WatchEvent> WatchAsync(ServedResource resource, Selection selection, WatchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sendsInitial = request.SendInitialEvents ?? request.ResourceVersion is "" or "0";
        var asked = request.ResourceVersion is "" or "0" ? 0 : ObjectReader.ParseVersion(request.ResourceVersion, ApiErrors.Unexplained);
        if (sendsInitial && asked > 0)
        {
            await cluster.Reader.WaitForAsync(asked, cancellationToken);
        }

        var state = request.ResourceVersion.Length == 0 ? await cluster.Store.LatestAsync(cancellationToken) : cluster.Store.Current;
        var start = sendsInitial || request.ResourceVersion is "" or "0" ? state.Revision : asked;
        var changes = Start(resource, start);
        if (sendsInitial)
        {
            var present = state.List(resource.Collection, resource.Prefix(selection.Namespace));
            await foreach (var (_, shown) in VersionConversion.ShowEachAsync(cluster, resource, present, cancellationToken))
            {
                if (selection.Matches(shown))
                {
                    yield return new WatchEvent(WatchEventType.Added, shown);
                }
            }

            if (request.AllowBookmarks && (request.SendInitialEvents == true || request.ResourceVersion.Length == 0))
            {
                yield return Bookmark(resource, start, endsInitialEvents: true);
            }
        }

        var prefix = resource.Prefix(selection.Namespace);
        var end = request.Timeout is { } timeout ? Task.Delay(timeout, cluster.Time, cancellationToken) : null;
        var bookmarkDue = request.AllowBookmarks ? Task.Delay(BookmarkInterval, cluster.Time, cancellationToken) : null;
        while (!cancellationToken.IsCancellationRequested)
        {
            while (TryRead(changes, start, out var change))
            {
                if (change.Revision > start && change.Object.Name.StartsWith(prefix, StringComparison.Ordinal) && await SelectAsync(resource, selection, change, cancellationToken) is { } selected)
                {
                    yield return selected;
                }
            }

            await Task.WhenAny(Signals(changes, end, bookmarkDue, cancellationToken));
            if (end is { IsCompletedSuccessfully: true })
            {
                if (request.AllowBookmarks)
                {
                    yield return Bookmark(resource, changes.SeenRevision);
                }

                yield break;
            }

            if (bookmarkDue is { IsCompletedSuccessfully: true })
            {
                yield return Bookmark(resource, changes.SeenRevision);
                bookmarkDue = Task.Delay(BookmarkInterval, cluster.Time, cancellationToken);
            }
        }
    }

    private static IEnumerable<Task> Signals(StoreWatch changes, Task? end, Task? bookmarkDue, CancellationToken cancellationToken)
    {
        yield return changes.WaitAsync(cancellationToken);
        if (end is not null)
        {
            yield return end;
        }

        if (bookmarkDue is not null)
        {
            yield return bookmarkDue;
        }
    }

    private StoreWatch Start(ServedResource resource, long after)
    {
        if (after < cluster.FirstRevision)
        {
            throw TooOld(after, cluster.FirstRevision);
        }

        try
        {
            return cluster.Store.Watch(resource.Collection, after);
        }
        catch (CompactedException exception)
        {
            throw TooOld(after, exception.Oldest);
        }
    }

    private static bool TryRead(StoreWatch changes, long start, out StoreEvent change)
    {
        try
        {
            return changes.TryRead(out change);
        }
        catch (CompactedException exception)
        {
            throw TooOld(start, exception.Oldest);
        }
    }

    private static ApiException TooOld(long asked, long oldest) => ApiErrors.Expired($"too old resource version: {asked} ({oldest})");

    private async ValueTask<WatchEvent?> SelectAsync(ServedResource resource, Selection selection, StoreEvent change, CancellationToken cancellationToken)
    {
        var now = await VersionConversion.ShowAsync(cluster, resource, change.Object.Object, cancellationToken);
        if (!selection.IsFiltered)
        {
            return new WatchEvent(change.IsDelete ? WatchEventType.Deleted : change.IsCreate ? WatchEventType.Added : WatchEventType.Modified, now);
        }

        var before = change.Previous is { } previous ? await VersionConversion.ShowAsync(cluster, resource, previous.Object, cancellationToken) : null;
        var wasSelected = before is not null && selection.Matches(before);
        if (change.IsDelete)
        {
            return wasSelected ? new WatchEvent(WatchEventType.Deleted, now) : null;
        }

        if (selection.Matches(now))
        {
            return new WatchEvent(wasSelected ? WatchEventType.Modified : WatchEventType.Added, now);
        }

        // Left the selection: the client sees its last selected state, under this change's version.
        return wasSelected ? new WatchEvent(WatchEventType.Deleted, PendingValue.Of(before!.Utf8Json).At(change.Revision)) : null;
    }

    private static WatchEvent Bookmark(ServedResource resource, long revision, bool endsInitialEvents = false)
    {
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        if (endsInitialEvents)
        {
            metadata["annotations"] = new JsonObject { [InitialEventsEnd] = "true" };
        }

        return new WatchEvent(WatchEventType.Bookmark, KubernetesObject.From(new JsonObject
        {
            ["kind"] = resource.Type.Kind,
            ["apiVersion"] = resource.Type.ApiVersion,
            ["metadata"] = metadata,
        }));
    }
}
