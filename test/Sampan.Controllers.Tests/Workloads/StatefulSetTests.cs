using System.Text.Json;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Controllers.Workloads;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Workloads;

public sealed class StatefulSetTests
{
    private static readonly ResourceType Sets = WellKnownTypes.StatefulSets;

    [Fact]
    public async Task Create_Ordered_MakesNumberedPodsOneAfterTheOther()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        var outOfOrder = false;
        var pods = cluster.Informers.For(WellKnownTypes.Pods);
        using (pods.Subscribe(change => outOfOrder |= change.Before is null && pods.All.Any(pod => pod.Metadata.Name != change.Object.Metadata.Name && !IsReady(pod))))
        {
            await cluster.CreateAsync(Sets, Manifest());
            await cluster.UntilAsync(Sets, "db", IsComplete(3));
        }

        Assert.False(outOfOrder);
        Assert.Equal(["db-0", "db-1", "db-2"], pods.All.Select(pod => pod.Metadata.Name));
        Assert.Equal("db-1", pods.All[1].Root.Member("spec")!.Value.String("hostname"));
        Assert.Equal("1", pods.All[1].Metadata.Labels["apps.kubernetes.io/pod-index"]);
    }

    [Fact]
    public async Task Revision_KeepsTheAnnotationsOfItsTime()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Sets, Manifest().Replace("\"metadata\": {\"name\": \"db\"", "\"metadata\": {\"annotations\": {\"kubernetes.io/change-cause\": \"first\"}, \"name\": \"db\"", StringComparison.Ordinal));

        var revisions = await cluster.UntilAllAsync(WorkloadTypes.ControllerRevisions, all => all.Count == 1);

        Assert.Equal("first", revisions[0].Metadata.Annotations["kubernetes.io/change-cause"]);
    }

    [Fact]
    public async Task Update_Rolling_ReplacesFromTheHighestOrdinalDown()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Sets, Manifest());
        await cluster.UntilAsync(Sets, "db", IsComplete(3));
        List<string> deleted = [];
        using (cluster.Informers.For(WellKnownTypes.Pods).Subscribe(change =>
        {
            if (change.After is null)
            {
                deleted.Add(change.Object.Metadata.Name);
            }
        }))
        {
            await cluster.PatchAsync(Sets, "db", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"db:2"}]}}}}""");
            await cluster.UntilAsync(Sets, "db", root => IsComplete(3)(root) && Status(root).Integer("observedGeneration") == 2);
        }

        Assert.Equal(["db-2", "db-1", "db-0"], deleted);
        Assert.Equal(2, cluster.Informers.For(new ResourceType("apps", "v1", "controllerrevisions", "ControllerRevision", true)).All.Count);
    }

    [Fact]
    public async Task Update_WithPartition_LeavesLowerOrdinalsAsTheyWere()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Sets, Manifest(partition: 2));
        await cluster.UntilAsync(Sets, "db", IsComplete(3));
        await cluster.PatchAsync(Sets, "db", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"db:2"}]}}}}""");
        await cluster.UntilAsync(Sets, "db", root => Status(root).Integer("updatedReplicas") == 1 && Status(root).Integer("readyReplicas") == 3);
        await cluster.DeleteAsync(WellKnownTypes.Pods, "db-0");
        await cluster.UntilAsync(Sets, "db", root => Status(root).Integer("readyReplicas") == 3 && Status(root).Integer("replicas") == 3);
        var pods = await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 3);
        Assert.Equal(["db:1", "db:1", "db:2"], pods.Select(pod => pod.Root.Member("spec")!.Value.Items("containers").First().String("image")));
    }

    [Fact]
    public async Task ScaleDown_RemovesTheHighestOrdinals()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Sets, Manifest());
        await cluster.UntilAsync(Sets, "db", IsComplete(3));
        await cluster.PatchAsync(Sets, "db", """{"spec":{"replicas":1}}""");
        await cluster.UntilAsync(Sets, "db", IsComplete(1));
        Assert.Equal("db-0", Assert.Single(cluster.Informers.For(WellKnownTypes.Pods).All).Metadata.Name);
    }

    private static string Manifest(int partition = 0) => $$"""
        {
          "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "db", "namespace": "default"},
          "spec": {
            "replicas": 3, "serviceName": "db", "selector": {"matchLabels": {"app": "db"} },
            "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": {{partition}} } },
            "template": {{Manifests.Template("db", "db:1")}}
          }
        }
        """;

    private static JsonElement Status(JsonElement root) => root.Member("status") ?? default;

    private static Func<JsonElement, bool> IsComplete(int replicas) => root =>
        Status(root).Integer("replicas") == replicas && Status(root).Integer("readyReplicas") == replicas && Status(root).Integer("updatedReplicas") == replicas
        && Status(root).String("currentRevision") == Status(root).String("updateRevision");

    private static bool IsReady(KubernetesObject pod) =>
        (pod.Root.Member("status") ?? default).Items("conditions").Any(condition => condition.String("type") == "Ready" && condition.String("status") == "True");
}
