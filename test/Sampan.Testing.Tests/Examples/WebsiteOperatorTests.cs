using k8s;
using WebsiteOperator;

namespace Sampan.Testing.Tests.Examples;

/// <summary>How an operator is tested: with the rights that it will have, against a cluster that runs its pods.</summary>
public sealed class WebsiteOperatorTests
{
    [Fact]
    public async Task Website_GetsADeployment_WhoseReadinessItShows()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var cluster = await TestCluster.StartAsync(TestClusterOptions.WithNodes(2), stopping.Token);
        await cluster.ApplyFromAsync(Path.Combine(AppContext.BaseDirectory, "manifests"), stopping.Token);
        var running = new WebsiteController(await cluster.ClientForServiceAccountAsync("default", "website-operator", stopping.Token)).RunAsync(stopping.Token);

        await cluster.ApplyAsync("""{ apiVersion: example.com/v1, kind: Website, metadata: { name: shop }, spec: { image: "nginx:1.29", replicas: 2 } }""", stopping.Token);
        await await Task.WhenAny(running, UntilReadyAsync(cluster.Client, 2, stopping.Token));

        await cluster.ApplyAsync("""{ apiVersion: example.com/v1, kind: Website, metadata: { name: shop }, spec: { image: "nginx:1.29", replicas: 3 } }""", stopping.Token);
        await await Task.WhenAny(running, UntilReadyAsync(cluster.Client, 3, stopping.Token));

        var deployment = await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("shop", "default", cancellationToken: stopping.Token);
        await cluster.Client.CustomObjects.DeleteNamespacedCustomObjectAsync(Website.Group, Website.Version, "default", Website.Plural, "shop", cancellationToken: stopping.Token);
        await UntilGoneAsync(cluster.Client, deployment.Metadata.ResourceVersion, stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static async Task UntilReadyAsync(k8s.Kubernetes client, int ready, CancellationToken cancellationToken)
    {
        await foreach (var (_, website) in client.WatchWebsitesAsync(null, null, cancellationToken))
        {
            if (website.Status?.Ready == ready)
            {
                return;
            }
        }
    }

    private static async Task UntilGoneAsync(k8s.Kubernetes client, string from, CancellationToken cancellationToken)
    {
        await foreach (var (type, deployment) in client.AppsV1.WatchListNamespacedDeploymentAsync("default", resourceVersion: from, cancellationToken: cancellationToken))
        {
            if (type == WatchEventType.Deleted && deployment.Metadata.Name == "shop")
            {
                return;
            }
        }
    }
}
