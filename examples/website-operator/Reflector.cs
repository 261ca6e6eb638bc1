using k8s;
using k8s.Models;

namespace WebsiteOperator;

/// <summary>
/// Tells of every object of a kind and of every change: lists, then watches from there. A watch that ends is resumed where
/// it was, and where the server no longer knows that (410 Gone) everything is listed anew.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
/// <typeparam name="TList">Its lists.</typeparam>
public sealed class Reflector<T, TList>
    where T : IKubernetesObject<V1ObjectMeta>
    where TList : IKubernetesObject<V1ListMeta>, IItems<T>
{
    /// <summary>Lists all objects.</summary>
    public required Func<CancellationToken, Task<TList>> List { get; init; }

    /// <summary>Watches from a version: version, what is called with the error that ends the watch, cancellation.</summary>
    public required Func<string, Action<Exception>, CancellationToken, IAsyncEnumerable<(WatchEventType Type, T Object)>> Watch { get; init; }

    /// <summary>Is told of each object that is there, has changed or has gone.</summary>
    public required Action<WatchEventType, T> Changed { get; init; }

    /// <summary>The version to resume from; null: list first.</summary>
    public string? ResourceVersion { get; private set; }

    /// <summary>Resumes from a version that was seen earlier.</summary>
    public Reflector<T, TList> From(string resourceVersion)
    {
        ResourceVersion = resourceVersion;
        return this;
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            ResourceVersion ??= await ListAsync(cancellationToken);
            if (!await WatchAsync(ResourceVersion, cancellationToken))
            {
                ResourceVersion = null;
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var list = await List(cancellationToken);
        foreach (var found in list.Items)
        {
            Changed(WatchEventType.Added, found);
        }

        return list.Metadata.ResourceVersion;
    }

    // False if the watch cannot be resumed.
    private async Task<bool> WatchAsync(string from, CancellationToken cancellationToken)
    {
        var isExpired = false;
        await foreach (var (type, changed) in Watch(from, error => isExpired |= error is KubernetesException { Status.Code: 410 }, cancellationToken))
        {
            ResourceVersion = changed.Metadata.ResourceVersion;
            if (type != WatchEventType.Bookmark)
            {
                Changed(type, changed);
            }
        }

        return !isExpired;
    }
}
