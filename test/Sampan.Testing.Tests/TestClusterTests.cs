using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Sampan.Kubernetes.Identity;

namespace Sampan.Testing.Tests;

public sealed class TestClusterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_IsAnAdministratorOfACluster()
    {
        await using var cluster = await TestCluster.StartAsync(cancellationToken: Token);

        await cluster.Client.CoreV1.CreateNamespacedConfigMapAsync(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "c" }, Data = new Dictionary<string, string> { ["a"] = "b" } }, "default", cancellationToken: Token);

        var read = await cluster.Client.CoreV1.ReadNamespacedConfigMapAsync("c", "default", cancellationToken: Token);
        Assert.Equal("b", read.Data["a"]);
        Assert.Contains("default", (await cluster.Client.CoreV1.ListNamespaceAsync(cancellationToken: Token)).Items.Select(found => found.Metadata.Name));
    }

    [Fact]
    public async Task WithNodes_PodsFindTheServersAddressAndCertificate()
    {
        await using var cluster = await TestCluster.StartAsync(TestClusterOptions.WithNodes(1), Token);

        Assert.Equal("10.96.0.1", (await cluster.Client.CoreV1.ReadNamespacedServiceAsync("kubernetes", "default", cancellationToken: Token)).Spec.ClusterIP);
        await foreach (var change in cluster.Door.WatchAsync(WellKnownTypes.ConfigMaps, "default", new() { ResourceVersion = "0" }, Token))
        {
            if (change.Object.Metadata.Name == "kube-root-ca.crt")
            {
                return;
            }
        }

        Assert.Fail("There is no certificate.");
    }

    [Fact]
    public async Task ClientFor_User_MayDoWhatTheirRolesSay()
    {
        await using var cluster = await TestCluster.StartAsync(cancellationToken: Token);
        await cluster.ApplyAsync(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: { name: viewers, namespace: default }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
            subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: developers }]
            """,
            Token);
        var jane = cluster.ClientFor("jane", "developers");

        Assert.Empty((await jane.CoreV1.ListNamespacedConfigMapAsync("default", cancellationToken: Token)).Items);
        var refused = await Assert.ThrowsAsync<HttpOperationException>(() => jane.CoreV1.ListNamespacedSecretAsync("default", cancellationToken: Token));

        Assert.Equal(HttpStatusCode.Forbidden, refused.Response.StatusCode);
        Assert.Contains("User \\\"jane\\\" cannot list resource \\\"secrets\\\"", refused.Response.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplyAsync_Definition_IsServedAtOnce()
    {
        await using var cluster = await TestCluster.StartAsync(cancellationToken: Token);
        await cluster.ApplyFromAsync(Path.Combine(AppContext.BaseDirectory, "manifests", "website.yaml"), Token);

        await cluster.ApplyAsync("{ apiVersion: example.com/v1, kind: Website, metadata: { name: a }, spec: { image: nginx } }", Token);

        var found = await cluster.Client.CustomObjects.GetNamespacedCustomObjectAsync<WebsiteOperator.Website>("example.com", "v1", "default", "websites", "a", Token);
        Assert.Equal(1, found.Spec.Replicas);
    }

    [Fact]
    public async Task ApplyAsync_KindThatIsNotThere_SaysWhereAndWhatToDo()
    {
        await using var cluster = await TestCluster.StartAsync(cancellationToken: Token);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.ApplyAsync("apiVersion: example.com/v1\nkind: Website\nmetadata: { name: a }\n", Token));

        Assert.Equal("the text: line 1: the cluster has no kind Website in example.com/v1; apply its CustomResourceDefinition first.", refused.Message);
        await Assert.ThrowsAsync<FileNotFoundException>(() => cluster.ApplyFromAsync("nowhere", Token));
    }

    [Fact]
    public async Task Time_IsTheTests()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Time = time }, Token);

        time.Advance(TimeSpan.FromDays(1));
        var created = await cluster.Client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = "later" } }, cancellationToken: Token);

        Assert.Equal(new DateTime(2031, 5, 7, 7, 8, 9, DateTimeKind.Utc), created.Metadata.CreationTimestamp);
    }

    [Fact]
    public async Task Clusters_AreEachAlone()
    {
        await using var first = await TestCluster.StartAsync(cancellationToken: Token);
        await using var second = await TestCluster.StartAsync(cancellationToken: Token);

        await first.ApplyAsync("{ apiVersion: v1, kind: Namespace, metadata: { name: mine } }", Token);

        await Assert.ThrowsAsync<HttpOperationException>(() => second.Client.CoreV1.ReadNamespaceAsync("mine", cancellationToken: Token));
    }
}
