using Sampan.Controllers.Tests.Fakes;
using Sampan.Controllers.Workloads.Jobs;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Workloads;

public sealed class JobTests
{
    private static readonly ResourceType Jobs = WellKnownTypes.Jobs;

    [Fact]
    public async Task Create_FiveCompletionsTwoAtOnce_CompletesAndCountsEachOnce()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        var most = 0;
        var pods = cluster.Informers.For(WellKnownTypes.Pods);
        using (pods.Subscribe(_ => most = Math.Max(most, pods.All.Count(pod => pod.Root.Member("status")?.String("phase") is "Pending" or "Running"))))
        {
            await cluster.CreateAsync(Jobs, Manifest("\"completions\": 5, \"parallelism\": 2,"));
            await cluster.UntilAsync(Jobs, "work", IsDone("Complete"));
        }

        var job = await cluster.UntilAsync(Jobs, "work", IsDone("Complete"));
        Assert.Equal(5, job.Root.Member("status")!.Value.Integer("succeeded"));
        Assert.Equal(["SuccessCriteriaMet", "Complete"], job.Root.Member("status")!.Value.Items("conditions").Select(condition => condition.String("type")));
        Assert.NotNull(job.Root.Member("status")!.Value.String("completionTime"));
        Assert.InRange(most, 1, 2);
        var ended = await cluster.UntilAllAsync(WellKnownTypes.Pods, all => all.Count == 5 && all.All(pod => pod.Metadata.Finalizers.Count == 0));
        Assert.All(ended, pod => Assert.Equal("Succeeded", pod.Root.Member("status")?.String("phase")));
    }

    [Fact]
    public async Task Create_PodsFail_FailsAtTheBackoffLimit()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Jobs, Manifest("\"backoffLimit\": 0,", """, "annotations": {"sampan.dev/exit-code": "3"}"""));
        var job = await cluster.UntilAsync(Jobs, "work", IsDone("Failed"));
        Assert.Equal("BackoffLimitExceeded", job.Root.Member("status")!.Value.Items("conditions").Last().String("reason"));
        Assert.Equal(1, job.Root.Member("status")!.Value.Integer("failed"));
    }

    [Fact]
    public async Task Create_Indexed_GivesEveryIndexOnce()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Jobs, Manifest("\"completionMode\": \"Indexed\", \"completions\": 4, \"parallelism\": 4,"));
        var job = await cluster.UntilAsync(Jobs, "work", IsDone("Complete"));
        Assert.Equal("0-3", job.Root.Member("status")!.Value.String("completedIndexes"));
        Assert.Equal(4, cluster.Informers.For(WellKnownTypes.Pods).All.Select(pod => pod.Metadata.Annotations["batch.kubernetes.io/job-completion-index"]).Distinct().Count());
    }

    [Fact]
    public async Task Suspend_EndsPodsAndResumeStartsNewOnes()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(Jobs, Manifest(""));
        await cluster.UntilAsync(Jobs, "work", root => root.Member("status")?.Integer("active") == 1);
        await cluster.PatchAsync(Jobs, "work", """{"spec":{"suspend":true}}""");
        await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 0);
        await cluster.UntilAsync(Jobs, "work", root => root.Member("status")!.Value.Items("conditions").Any(condition => condition.String("reason") == "JobSuspended"));
        await cluster.PatchAsync(Jobs, "work", """{"spec":{"suspend":false}}""");
        await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 1);
    }

    [Fact]
    public async Task Complete_WithTimeToLive_IsDeletedWithItsPods()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Jobs, Manifest("\"ttlSecondsAfterFinished\": 0,"));
        await cluster.UntilAllAsync(Jobs, jobs => jobs.Count == 1);
        await cluster.UntilAllAsync(Jobs, jobs => jobs.Count == 0);
        await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 0);
    }

    [Theory]
    [InlineData("", new int[0])]
    [InlineData("0-3,5", new[] { 0, 1, 2, 3, 5 })]
    [InlineData("1,2,7-9", new[] { 1, 2, 7, 8, 9 })]
    public void IndexRanges_TextAndNumbers_AreTheSame(string text, int[] indexes)
    {
        Assert.Equal(indexes, IndexRanges.Parse(text));
        Assert.Equal(text, IndexRanges.Format(indexes));
    }

    private static string Manifest(string spec, string templateMetadata = "") => $$"""
        {
          "apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "work", "namespace": "default"},
          "spec": { {{spec}}
            "template": {"metadata": {"labels": {"app": "work"} {{templateMetadata}} }, "spec": {"restartPolicy": "Never", "containers": [{"name": "main", "image": "busybox"}]} }
          }
        }
        """;

    private static Func<System.Text.Json.JsonElement, bool> IsDone(string type) => root =>
        (root.Member("status") ?? default).Items("conditions").Any(condition => condition.String("type") == type && condition.String("status") == "True");
}
