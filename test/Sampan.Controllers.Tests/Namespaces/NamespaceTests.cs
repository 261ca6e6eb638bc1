using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Namespaces;

public sealed class NamespaceTests
{
    private const string Team = """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team"}}""";

    [Fact]
    public async Task Create_GetsADefaultServiceAccount_AlsoAfterItsDeletion()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(WellKnownTypes.Namespaces, Team);
        var first = await cluster.UntilAsync(WellKnownTypes.ServiceAccounts, "default", _ => true, "team");
        await cluster.DeleteAsync(WellKnownTypes.ServiceAccounts, "default", @namespace: "team");
        await cluster.UntilAllAsync(WellKnownTypes.ServiceAccounts, all =>
            all.Any(account => account.NamespacedName == new NamespacedName("team", "default") && account.Metadata.Uid != first.Metadata.Uid));
    }

    [Fact]
    public async Task Delete_WithContent_EmptiesAndRemovesIt()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(WellKnownTypes.Namespaces, Team);
        await cluster.UntilAsync(WellKnownTypes.ServiceAccounts, "default", _ => true, "team");
        await cluster.CreateAsync(WellKnownTypes.Deployments, Manifests.Deployment().Replace("\"default\"", "\"team\"", StringComparison.Ordinal));
        await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 3 && pods.All(pod => pod.Root.Member("status")?.String("phase") == "Running"));
        await cluster.DeleteAsync(WellKnownTypes.Namespaces, "team");

        await cluster.UntilAllAsync(WellKnownTypes.Namespaces, all => all.All(@namespace => @namespace.Metadata.Name != "team"));
        await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 0);
        await cluster.UntilAllAsync(WellKnownTypes.Deployments, all => all.Count == 0);
    }

    [Fact]
    public async Task Delete_SomethingHoldsItOpen_SaysWhat()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(WellKnownTypes.Namespaces, Team);
        await cluster.CreateAsync(WellKnownTypes.ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"held","namespace":"team","finalizers":["example.com/hold"]}}""");
        await cluster.DeleteAsync(WellKnownTypes.Namespaces, "team");
        var @namespace = await cluster.UntilAsync(WellKnownTypes.Namespaces, "team", root =>
            (root.Member("status") ?? default).Items("conditions").Any(condition => condition.String("reason") == "SomeFinalizersRemain"));
        var messages = @namespace.Root.Member("status")!.Value.Items("conditions").Select(condition => condition.String("message"));
        Assert.Contains("Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances", messages);

        await cluster.PatchAsync(WellKnownTypes.ConfigMaps, "held", """{"metadata":{"finalizers":null}}""", "team");
        await cluster.UntilAllAsync(WellKnownTypes.Namespaces, all => all.All(candidate => candidate.Metadata.Name != "team"));
    }
}
