using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Server.Tests.Registry;

public sealed class GenerationTests
{
    [Theory]
    [InlineData("Deployment", """{"spec":{"replicas":3} }""", 2)]
    [InlineData("Deployment", """{"metadata":{"labels":{"a":"b"} } }""", 1)]
    [InlineData("Deployment", """{"metadata":{"annotations":{"a":"b"} } }""", 2)]
    [InlineData("ReplicaSet", """{"spec":{"replicas":3} }""", 2)]
    [InlineData("ReplicaSet", """{"metadata":{"annotations":{"a":"b"} } }""", 1)]
    public async Task Update_CountsWhatItsControllerActsOn(string kind, string patch, int generation)
    {
        await using var server = EmbeddedServer.InMemory();
        await server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        var cluster = server.Connect("hub", "test");
        var type = kind == "Deployment" ? WellKnownTypes.Deployments : WellKnownTypes.ReplicaSets;
        var workload = $$"""{"apiVersion":"apps/v1","kind":"{{kind}}","metadata":{"name":"d","namespace":"default"},"spec":{"selector":{"matchLabels":{"app":"d"} },"template":{"metadata":{"labels":{"app":"d"} },"spec":{"containers":[{"name":"c","image":"i"}]} } } }""";
        await cluster.CreateAsync(type, KubernetesObject.From(JsonNode.Parse(workload)!.AsObject()), new WriteOptions(), TestContext.Current.CancellationToken);

        var changed = await cluster.PatchAsync(type, new NamespacedName("default", "d"), new Patch(PatchType.Merge, Encoding.UTF8.GetBytes(patch)), new WriteOptions(), TestContext.Current.CancellationToken);

        Assert.Equal(generation, changed.Metadata.Generation);
    }
}
