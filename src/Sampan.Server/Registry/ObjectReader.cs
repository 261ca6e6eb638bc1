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

    /// <summary>The object; 404 if there is none.</summary>
    public KubernetesObject Get(ServedResource resource, NamespacedName name) =>
        store.Current.Get(resource.Key(name)) is { } found ? VersionConversion.Show(resource, found.Object) : throw ApiException.NotFound(resource.Type, name.Name);

    /// <summary>The object, read at a version not older than the given.</summary>
    public async ValueTask<KubernetesObject> GetAsync(ServedResource resource, NamespacedName name, string resourceVersion, CancellationToken cancellationToken)
    {
        if (resourceVersion is not ("" or "0"))
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
            ? Resume(request, prefix)
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

    private (StoreSnapshot State, string Start) Resume(ListRequest request, string prefix)
    {
        var token = ContinueToken.Decode(request.Continue);
        if (request.ResourceVersion is not ("" or "0"))
        {
            throw ApiException.BadRequest("specifying resource version is not allowed when using continue");
        }

        try
        {
            return (token.Revision < 0 ? store.Current : store.At(token.Revision), prefix + token.Start);
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
        if (request.ResourceVersion is "" or "0")
        {
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
        while (store.Current.Revision < revision)
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
