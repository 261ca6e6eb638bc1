using System.Runtime.CompilerServices;
using k8s;

namespace WebsiteOperator;

/// <summary>Websites through the official client, which knows custom resources only as objects.</summary>
public static class WebsiteClient
{
    /// <summary>Lists the Websites of all namespaces.</summary>
    public static Task<WebsiteList> ListWebsitesAsync(this IKubernetes client, CancellationToken cancellationToken) =>
        client.CustomObjects.ListClusterCustomObjectAsync<WebsiteList>(Website.Group, Website.Version, Website.Plural, cancellationToken: cancellationToken);

    /// <summary>Watches the Websites of all namespaces.</summary>
    /// <param name="client">The client.</param>
    /// <param name="resourceVersion">From where; null: everything that there is, then what changes.</param>
    /// <param name="failed">Is called with the error that ends the watch.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<(WatchEventType Type, Website Website)> WatchWebsitesAsync(
        this IKubernetes client, string? resourceVersion, Action<Exception>? failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watch = client.CustomObjects.WatchListClusterCustomObjectAsync(
            Website.Group, Website.Version, Website.Plural, resourceVersion: resourceVersion, onError: failed, cancellationToken: cancellationToken);
        await foreach (var (type, found) in watch)
        {
            yield return (type, KubernetesJson.Deserialize<Website>(KubernetesJson.Serialize(found)));
        }
    }
}
