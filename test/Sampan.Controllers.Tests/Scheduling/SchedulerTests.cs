using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Scheduling;

public sealed class SchedulerTests
{
    private static readonly ResourceType Events = new("events.k8s.io", "v1", "events", "Event", Namespaced: true);

    [Fact]
    public async Task Run_PodThatFits_IsBoundAndReported()
    {
        await using var cluster = await SchedulerFixture.StartAsync();
        await cluster.AddNodeAsync("n1");
        await cluster.AddPodAsync("p");

        await cluster.UntilPodAsync("p", pod => SchedulerFixture.IsOn(pod, "n1"));
        var events = await cluster.Informers.For(Events).UntilAsync(events => events.Count == 1);
        Assert.Equal(
            ("Normal", "Scheduled", "Binding", "Successfully assigned default/p to n1", "default-scheduler"),
            (Text(events[0], "type"), Text(events[0], "reason"), Text(events[0], "action"), Text(events[0], "note"), Text(events[0], "reportingController")));
    }

    [Fact]
    public async Task Run_PodThatFitsNowhere_SaysWhyAndIsPlacedWhenRoomComes()
    {
        await using var cluster = await SchedulerFixture.StartAsync();
        await cluster.AddNodeAsync("n1", cpu: "1");
        await cluster.AddPodAsync("p", cpu: "2");

        const string Message = "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.";
        var pod = await cluster.UntilPodAsync("p", pod => SchedulerFixture.Condition(pod, "PodScheduled")?.String("reason") == "Unschedulable");
        Assert.Equal(("False", Message), (SchedulerFixture.Condition(pod.Root, "PodScheduled")?.String("status"), SchedulerFixture.Condition(pod.Root, "PodScheduled")?.String("message")));
        var events = await cluster.Informers.For(Events).UntilAsync(events => events.Count == 1);
        Assert.Equal(("Warning", "FailedScheduling", "Scheduling", Message), (Text(events[0], "type"), Text(events[0], "reason"), Text(events[0], "action"), Text(events[0], "note")));

        await cluster.AddNodeAsync("n2", cpu: "2");
        await cluster.UntilPodAsync("p", pod => SchedulerFixture.IsOn(pod, "n2"));
    }

    [Fact]
    public async Task Run_MoreImportantPod_PreemptsAndTakesTheRoom()
    {
        await using var cluster = await SchedulerFixture.StartAsync();
        await cluster.AddNodeAsync("n1", cpu: "2");
        await cluster.AddPodAsync("low", cpu: "2");
        await cluster.UntilPodAsync("low", pod => SchedulerFixture.IsOn(pod, "n1"));
        var victim = cluster.Informers.For(WellKnownTypes.Pods).Get(new NamespacedName("default", "low"))!;
        await cluster.AddPriorityClassAsync("important", 10);
        await cluster.AddPodAsync("high", cpu: "1", priorityClass: "important");

        var high = await cluster.UntilPodAsync("high", pod => SchedulerFixture.IsOn(pod, "n1"));
        var events = await cluster.Informers.For(Events).UntilAsync(events => events.Any(@event => Text(@event, "reason") == "Preempted"));
        Assert.Equal($"Preempted by pod {high.Metadata.Uid} on node n1", Text(events.First(@event => Text(@event, "reason") == "Preempted"), "note"));
        Assert.NotEqual(victim.Metadata.Uid, cluster.Informers.For(WellKnownTypes.Pods).Get(new NamespacedName("default", "low"))?.Metadata.Uid);
    }

    [Fact]
    public async Task Run_ManyPods_FillTheNodesAndNoMore()
    {
        await using var cluster = await SchedulerFixture.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await cluster.AddNodeAsync($"n{i}", cpu: "4");
        }

        for (var i = 0; i < 25; i++)
        {
            await cluster.AddPodAsync($"p{i}");
        }

        var pods = await cluster.Informers.For(WellKnownTypes.Pods).UntilAsync(pods =>
            pods.Count(pod => SchedulerFixture.Condition(pod.Root, "PodScheduled")?.String("status") == "True") == 20
            && pods.Count(pod => SchedulerFixture.Condition(pod.Root, "PodScheduled")?.String("status") == "False") == 5);
        var perNode = pods.CountBy(pod => pod.Root.Member("spec")?.String("nodeName") ?? "").Where(count => count.Key.Length > 0);
        Assert.All(perNode, count => Assert.Equal(4, count.Value));
    }

    [Fact]
    public async Task Run_WholeCluster_SpreadsADeploymentOverReadyNodes()
    {
        await using var cluster = await SchedulerFixture.StartWholeAsync(nodes: 4);
        await cluster.CreateAsync(WellKnownTypes.Deployments, Manifests.Deployment(replicas: 40));

        var pods = await cluster.Informers.For(WellKnownTypes.Pods).UntilAsync(pods =>
            pods.Count == 40 && pods.All(pod => pod.Root.Member("status")?.String("phase") == "Running"));
        Assert.Equal(4, pods.Select(pod => pod.Root.Member("spec")?.String("nodeName")).Distinct().Count());
    }

    private static string? Text(KubernetesObject @event, string field) => @event.Root.String(field);
}
