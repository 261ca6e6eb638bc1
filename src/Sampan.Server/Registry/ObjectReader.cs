using System.Globalization;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Storage;

namespace Sampan.Server.Registry;

/// <summary>get and list, with the API's rules for resource versions and pages.</summary>
internal sealed class ObjectReader(IStore store, TimeProvider time)
{
    // apiserver's watch cache waits this long for a version that it has not seen yet.
    private static readonly TimeSpan FutureWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FuturePoll = TimeSpan.FromMilliseconds(50);

    /// <summary>The object as this server knows it; 404 if there is none.</summary>
    public KubernetesObject Get(ServedResource resource, NamespacedName name) => Get(resource, name, store.Current);

    private static KubernetesObject Get(ServedResource resource, NamespacedName name, StoreSnapshot state) =>
        state.Get(resource.Key(name)) is { } found ? VersionConversion.Show(resource, found.Object) : throw ApiException.NotFound(resource.Type, name.Name);

    /// <summary>The object, read at a version not older than the given; without one, the latest.</summary>
    public async ValueTask<KubernetesObject> GetAsync(ServedResource resource, NamespacedName name, string resourceVersion, CancellationToken cancellationToken)
    {
        if (resourceVersion.Length == 0)
        {
            return Get(resource, name, await store.LatestAsync(cancellationToken));
        }

        if (resourceVersion != "0")
        {
            await WaitForAsync(ParseVersion(resourceVersion, ApiErrors.Unexplained), cancellationToken);
        }

        return Get(resource, name);
    }

    /// <summary>A page of the selected objects.</summary>
    public async ValueTask<StoredList> ListAsync(ServedResource resource, Selection selection, ListRequest request, CancellationToken cancellationToken)
    {
        ListRequestValidation.Check(request);
        var prefix = resource.Prefix(selection.Namespace);
        var (state, start) = request.Continue.Length > 0
            ? await ResumeAsync(request, prefix, cancellationToken)
            : (await StateAsync(request, cancellationToken), prefix);
        return Page(resource, selection, state, prefix, start, request);
    }

    private static StoredList Page(ServedResource resource, Selection selection, StoreSnapshot state, string prefix, string start, ListRequest request)
    {
        // A list from any version is served whole, as apiserver's watch cache does.
        var limit = request.Limit > 0 && !(request.ResourceVersion == "0" && request.Continue.Length == 0) ? request.Limit : long.MaxValue;
        List<KubernetesObject> items = [];
        string? last = null;
        foreach (var found in state.List(resource.Collection, prefix, start))
        {
            if (items.Count >= limit)
            {
                var next = new ContinueToken(state.Revision, last![prefix.Length..] + '\0').Encode();
                return new StoredList(items, state.Revision, next, selection.IsFiltered ? null : state.CountAfter(resource.Collection, prefix, last));
            }

            var shown = VersionConversion.Show(resource, found.Object);
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
        var latest = token.Revision < 0 || token.Revision > store.Current.Revision ? await store.LatestAsync(cancellationToken) : store.Current;
        try
        {
            return (token.Revision < 0 ? latest : store.At(token.Revision), prefix + token.Start);
        }
        catch (CompactedException)
        {
            throw ApiErrors.Expired("The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.");
        }
        catch (ArgumentOutOfRangeException)
        {
            throw ApiErrors.TooLargeResourceVersion(token.Revision, store.Current.Revision);
        }
    }

    private async ValueTask<StoreSnapshot> StateAsync(ListRequest request, CancellationToken cancellationToken)
    {
        switch (request.ResourceVersion)
        {
            case "":
                return await store.LatestAsync(cancellationToken);
            case "0":
                return store.Current;
        }

        var revision = ParseVersion(request.ResourceVersion, message => ApiException.BadRequest($"invalid resource version: {message}"));
        await WaitForAsync(revision, cancellationToken);
        if (request.ResourceVersionMatch != "Exact")
        {
            return store.Current;
        }

        try
        {
            return store.At(revision);
        }
        catch (CompactedException)
        {
            throw ApiErrors.Expired("The resourceVersion for the provided list is too old.");
        }
    }

    /// <summary>Waits until the store has reached a revision; 504 if it does not in time.</summary>
    public async ValueTask WaitForAsync(long revision, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (store.Current.Revision < revision && (await store.LatestAsync(cancellationToken)).Revision < revision)
        {
            if (time.GetElapsedTime(started) >= FutureWait)
            {
                throw ApiErrors.TooLargeResourceVersion(revision, store.Current.Revision);
            }

            await Task.Delay(FuturePoll, time, cancellationToken);
        }
    }

    /// <summary>Reads a resource version.</summary>
    public static long ParseVersion(string text, Func<string, ApiException> refuse) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw refuse($"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
}
