using System.Text.Json;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Workloads;

public sealed class DeploymentTests
{
    private static readonly ResourceType Deployments = WellKnownTypes.Deployments;

    [Fact]
    public async Task Create_ThreeReplicas_BecomesAvailableWithKubernetesStatus()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Deployments, Manifests.Deployment());
        var deployment = await cluster.UntilAsync(Deployments, "web", IsComplete(3));

        Assert.Equal("1", deployment.Metadata.Annotations["deployment.kubernetes.io/revision"]);
        Assert.Equal(["Available=True MinimumReplicasAvailable", "Progressing=True NewReplicaSetAvailable"], Conditions(deployment));
        var set = Assert.Single(await cluster.UntilAllAsync(WellKnownTypes.ReplicaSets, sets => sets.Count == 1));
        Assert.Equal($"web-{set.Metadata.Labels["pod-template-hash"]}", set.Metadata.Name);
        var pods = await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 3 && pods.All(pod => Phase(pod) == "Running"));
        Assert.All(pods, pod => Assert.StartsWith(set.Metadata.Name + "-", pod.Metadata.Name, StringComparison.Ordinal));
        Assert.Equal(3, pods.Select(pod => pod.Root.Member("status")?.String("podIP")).Distinct().Count());
    }

    [Fact]
    public async Task Update_NewImage_RollsOverAndKeepsTheOldSet()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Deployments, Manifests.Deployment());
        await cluster.UntilAsync(Deployments, "web", IsComplete(3));
        await cluster.PatchAsync(Deployments, "web", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"nginx:2"}]}}}}""");
        var deployment = await cluster.UntilAsync(Deployments, "web", IsComplete(3, generation: 2));

        Assert.Equal("2", deployment.Metadata.Annotations["deployment.kubernetes.io/revision"]);
        var pods = await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 3);
        Assert.All(pods, pod => Assert.Equal("nginx:2", pod.Root.Member("spec")!.Value.Items("containers").First().String("image")));
        var sets = await cluster.UntilAllAsync(WellKnownTypes.ReplicaSets, sets => sets.Count == 2);
        Assert.Equal([0L, 3L], sets.Select(set => set.Root.Member("spec")!.Value.Integer("replicas")!.Value).Order());
    }

    [Fact]
    public async Task Update_RollingUpdate_NeverHasTooManyOrTooFewPods()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Deployments, Manifests.Deployment(replicas: 10, strategy: """{"type":"RollingUpdate","rollingUpdate":{"maxSurge":2,"maxUnavailable":1}}"""));
        await cluster.UntilAsync(Deployments, "web", IsComplete(10));
        var most = 0;
        var fewestReady = 10;
        var pods = cluster.Informers.For(WellKnownTypes.Pods);
        var sets = cluster.Informers.For(WellKnownTypes.ReplicaSets);
        using (sets.Subscribe(_ => most = Math.Max(most, (int)sets.All.Sum(set => set.Root.Member("spec")!.Value.Integer("replicas")!.Value))))
        using (pods.Subscribe(_ => fewestReady = Math.Min(fewestReady, pods.All.Count(pod => pod.Metadata.DeletionTimestamp is null && Phase(pod) == "Running"))))
        {
            await cluster.PatchAsync(Deployments, "web", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"nginx:2"}]}}}}""");
            await cluster.UntilAsync(Deployments, "web", IsComplete(10, generation: 2));
        }

        Assert.InRange(most, 11, 12);
        Assert.InRange(fewestReady, 9, 10);
    }

    [Fact]
    public async Task Update_Recreate_EndsOldPodsFirst()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Deployments, Manifests.Deployment(strategy: """{"type":"Recreate"}"""));
        await cluster.UntilAsync(Deployments, "web", IsComplete(3));
        var mixed = false;
        var pods = cluster.Informers.For(WellKnownTypes.Pods);
        using (pods.Subscribe(_ => mixed |= pods.All.Select(pod => pod.Metadata.Labels["pod-template-hash"]).Distinct().Count() > 1))
        {
            await cluster.PatchAsync(Deployments, "web", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"nginx:2"}]}}}}""");
            await cluster.UntilAsync(Deployments, "web", IsComplete(3, generation: 2));
        }

        Assert.False(mixed);
    }

    [Fact]
    public async Task Update_BackToAnEarlierTemplate_ReusesItsSetWithANewRevision()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Deployments, Manifests.Deployment());
        await cluster.UntilAsync(Deployments, "web", IsComplete(3));
        await cluster.PatchAsync(Deployments, "web", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"nginx:2"}]}}}}""");
        await cluster.UntilAsync(Deployments, "web", IsComplete(3, generation: 2));
        await cluster.PatchAsync(Deployments, "web", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"nginx:1"}]}}}}""");
        var deployment = await cluster.UntilAsync(Deployments, "web", IsComplete(3, generation: 3));

        Assert.Equal("3", deployment.Metadata.Annotations["deployment.kubernetes.io/revision"]);
        var sets = await cluster.UntilAllAsync(WellKnownTypes.ReplicaSets, sets => sets.Count == 2);
        var current = sets.Single(set => set.Metadata.Annotations["deployment.kubernetes.io/revision"] == "3");
        Assert.Equal("1", current.Metadata.Annotations["deployment.kubernetes.io/revision-history"]);
    }

    [Fact]
    public async Task Update_BeyondTheHistoryLimit_DeletesOldestSets()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Deployments, Manifests.Deployment(replicas: 1, more: "\"progressDeadlineSeconds\": 600, \"revisionHistoryLimit\": 1,"));
        for (var version = 2; version <= 4; version++)
        {
            await cluster.UntilAsync(Deployments, "web", IsComplete(1, generation: version - 1));
            await cluster.PatchAsync(Deployments, "web", $$"""{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"nginx:{{version}}"} ] } } } }""");
        }

        await cluster.UntilAsync(Deployments, "web", IsComplete(1, generation: 4));
        var sets = await cluster.UntilAllAsync(WellKnownTypes.ReplicaSets, sets => sets.Count == 2);
        Assert.Equal(["3", "4"], sets.Select(set => set.Metadata.Annotations["deployment.kubernetes.io/revision"]).Order());
    }

    [Fact]
    public async Task Update_Paused_ChangesNothingUntilResumed()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Deployments, Manifests.Deployment());
        await cluster.UntilAsync(Deployments, "web", IsComplete(3));
        await cluster.PatchAsync(Deployments, "web", """{"spec":{"paused":true,"template":{"spec":{"containers":[{"name":"main","image":"nginx:2"}]}}}}""");
        var paused = await cluster.UntilAsync(Deployments, "web", root => HasReason(root, "DeploymentPaused"));
        Assert.Contains("Progressing=Unknown DeploymentPaused", Conditions(paused));
        Assert.Single(cluster.Informers.For(WellKnownTypes.ReplicaSets).All);

        await cluster.PatchAsync(Deployments, "web", """{"spec":{"paused":false}}""");
        await cluster.UntilAsync(Deployments, "web", IsComplete(3, generation: 3));
        Assert.Equal(2, cluster.Informers.For(WellKnownTypes.ReplicaSets).All.Count);
    }

    [Fact]
    public async Task Scale_UpAndDown_Follows()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Deployments, Manifests.Deployment());
        await cluster.UntilAsync(Deployments, "web", IsComplete(3));
        await cluster.PatchAsync(Deployments, "web", """{"spec":{"replicas":7}}""");
        await cluster.UntilAsync(Deployments, "web", IsComplete(7));
        await cluster.PatchAsync(Deployments, "web", """{"spec":{"replicas":2}}""");
        await cluster.UntilAsync(Deployments, "web", IsComplete(2));
        await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 2);
    }

    [Fact]
    public async Task Create_NoNodes_ReportsUnavailableAndTimesOut()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(Deployments, Manifests.Deployment(more: "\"progressDeadlineSeconds\": 1,"));
        var deployment = await cluster.UntilAsync(Deployments, "web", root => HasReason(root, "ProgressDeadlineExceeded"));
        Assert.Equal(["Available=False MinimumReplicasUnavailable", "Progressing=False ProgressDeadlineExceeded"], Conditions(deployment));
        Assert.Equal(3, deployment.Root.Member("status")!.Value.Integer("unavailableReplicas"));
    }

    [Fact]
    public async Task Lifecycle_CreateScaleAndRoll_WritesTheUsualEvents()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Deployments, Manifests.Deployment(replicas: 1));
        var deployment = await cluster.UntilAsync(Deployments, "web", IsComplete(1));
        var set = Assert.Single(cluster.Informers.For(WellKnownTypes.ReplicaSets).All);
        var events = await cluster.UntilAllAsync(WellKnownTypes.Events, events => events.Count(@event => Reason(@event) == "Started") == 1);

        Assert.Contains(events, @event => Reason(@event) == "ScalingReplicaSet" && Message(@event) == $"Scaled up replica set {set.Metadata.Name} from 0 to 1"
            && @event.Root.Member("involvedObject")!.Value.String("uid") == deployment.Metadata.Uid);
        Assert.Contains(events, @event => Reason(@event) == "SuccessfulCreate" && Message(@event)!.StartsWith($"Created pod: {set.Metadata.Name}-", StringComparison.Ordinal));
        Assert.Contains(events, @event => Reason(@event) == "Pulled" && Message(@event) == "Container image \"nginx:1\" already present on machine and can be accessed by the pod");
    }

    internal static Func<JsonElement, bool> IsComplete(int replicas, long generation = 1) => root =>
    {
        var status = root.Member("status") ?? default;
        return status.Integer("observedGeneration") >= generation
            && root.Member("spec")!.Value.Integer("replicas") == replicas
            && status.Integer("replicas") == replicas
            && status.Integer("updatedReplicas") == replicas
            && status.Integer("readyReplicas") == replicas
            && status.Integer("availableReplicas") == replicas
            && HasReason(root, "NewReplicaSetAvailable");
    };

    private static bool HasReason(JsonElement root, string reason) =>
        (root.Member("status") ?? default).Items("conditions").Any(condition => condition.String("reason") == reason);

    private static string[] Conditions(KubernetesObject @object) =>
        [.. @object.Root.Member("status")!.Value.Items("conditions").Select(condition => $"{condition.String("type")}={condition.String("status")} {condition.String("reason")}").Order()];

    private static string? Phase(KubernetesObject pod) => pod.Root.Member("status")?.String("phase");

    private static string? Reason(KubernetesObject @event) => @event.Root.String("reason");

    private static string? Message(KubernetesObject @event) => @event.Root.String("message");
}
