using System.Globalization;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Metrics;
using Sampan.Server.Storage;

namespace Sampan.Server.Registry;

/// <summary>get and list, with the API's rules for resource versions and pages.</summary>
internal sealed class ObjectReader(ServedCluster cluster)
{
    // apiserver's watch cache waits this long for a version that it has not seen yet.
    private static readonly TimeSpan FutureWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FuturePoll = TimeSpan.FromMilliseconds(50);

    /// <summary>The object as it is stored; 404 if there is none.</summary>
    public KubernetesObject Stored(ServedResource resource, NamespacedName name) => Stored(resource, name, cluster.Store.Current);

    private static KubernetesObject Stored(ServedResource resource, NamespacedName name, StoreSnapshot state) =>
        state.Get(resource.Key(name))?.Object ?? throw ApiException.NotFound(resource.Type, name.Name);

    /// <summary>The object, read at a version not older than the given; without one, the latest.</summary>
    public async ValueTask<KubernetesObject> GetAsync(ServedResource resource, NamespacedName name, string resourceVersion, CancellationToken cancellationToken)
    {
        if (resourceVersion is not ("" or "0"))
        {
            await WaitForAsync(ParseVersion(resourceVersion, ApiErrors.Unexplained), cancellationToken);
        }

        if (MetricsApi.Serves(resource.Type))
        {
            return MetricsApi.Get(cluster, resource, name);
        }

        var state = resourceVersion.Length == 0 ? await cluster.Store.LatestAsync(cancellationToken) : cluster.Store.Current;
        return await VersionConversion.ShowAsync(cluster, resource, Stored(resource, name, state), cancellationToken);
    }

    /// <summary>A page of the selected objects.</summary>
    public async ValueTask<StoredList> ListAsync(ServedResource resource, Selection selection, ListRequest request, CancellationToken cancellationToken)
    {
        ListRequestValidation.Check(request);
        if (MetricsApi.Serves(resource.Type))
        {
            return MetricsApi.List(cluster, resource, selection);
        }

        var prefix = resource.Prefix(selection.Namespace);
        var (state, start) = request.Continue.Length > 0
            ? await ResumeAsync(request, prefix, cancellationToken)
            : (await StateAsync(request, cancellationToken), prefix);
        return await PageAsync(resource, selection, state, prefix, start, request, cancellationToken);
    }

    private async ValueTask<StoredList> PageAsync(ServedResource resource, Selection selection, StoreSnapshot state, string prefix, string start, ListRequest request, CancellationToken cancellationToken)
    {
        // A list from any version is served whole, as apiserver's watch cache does.
        var limit = request.Limit > 0 && !(request.ResourceVersion == "0" && request.Continue.Length == 0) ? request.Limit : long.MaxValue;
        List<KubernetesObject> items = [];
        string? last = null;
        await foreach (var (found, shown) in VersionConversion.ShowEachAsync(cluster, resource, state.List(resource.Collection, prefix, start), cancellationToken))
        {
            if (items.Count >= limit)
            {
                var next = new ContinueToken(state.Revision, last![prefix.Length..] + '\0').Encode();
                return new StoredList(items, state.Revision, next, selection.IsFiltered ? null : state.CountAfter(resource.Collection, prefix, last));
            }

            if (selection.Matches(shown))
            {
                items.Add(shown);
                last = found.Name;
            }
        }

        return new StoredList(items, state.Revision, null, null);
    }

    private async ValueTask<(StoreSnapshot State, string Start)> ResumeAsync(ListRequest request, string prefix, CancellationToken cancellationToken)
    {
        var token = ContinueToken.Decode(request.Continue);
        if (request.ResourceVersion is not ("" or "0"))
        {
            throw ApiException.BadRequest("specifying resource version is not allowed when using continue");
        }

        // Another server, further on, may have given the token.
        var latest = token.Revision < 0 || token.Revision > cluster.Store.Current.Revision ? await cluster.Store.LatestAsync(cancellationToken) : cluster.Store.Current;
        try
        {
            return (token.Revision < 0 ? latest : cluster.Store.At(token.Revision), prefix + token.Start);
        }
        catch (CompactedException)
        {
            throw ApiErrors.Expired("The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.");
        }
        catch (ArgumentOutOfRangeException)
        {
            throw ApiErrors.TooLargeResourceVersion(token.Revision, cluster.Store.Current.Revision);
        }
    }

    private async ValueTask<StoreSnapshot> StateAsync(ListRequest request, CancellationToken cancellationToken)
    {
        switch (request.ResourceVersion)
        {
            case "":
                return await cluster.Store.LatestAsync(cancellationToken);
            case "0":
                return cluster.Store.Current;
        }

        var revision = ParseVersion(request.ResourceVersion, message => ApiException.BadRequest($"invalid resource version: {message}"));
        await WaitForAsync(revision, cancellationToken);
        if (request.ResourceVersionMatch != "Exact")
        {
            return cluster.Store.Current;
        }

        try
        {
            return cluster.Store.At(revision);
        }
        catch (CompactedException)
        {
            throw ApiErrors.Expired("The resourceVersion for the provided list is too old.");
        }
    }

    /// <summary>Waits until the store has reached a revision; 504 if it does not in time.</summary>
    public async ValueTask WaitForAsync(long revision, CancellationToken cancellationToken)
    {
        var started = cluster.Time.GetTimestamp();
        while (cluster.Store.Current.Revision < revision && (await cluster.Store.LatestAsync(cancellationToken)).Revision < revision)
        {
            if (cluster.Time.GetElapsedTime(started) >= FutureWait)
            {
                throw ApiErrors.TooLargeResourceVersion(revision, cluster.Store.Current.Revision);
            }

            await Task.Delay(FuturePoll, cluster.Time, cancellationToken);
        }
    }

    /// <summary>Reads a resource version.</summary>
    public static long ParseVersion(string text, Func<string, ApiException> refuse) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw refuse($"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
}
