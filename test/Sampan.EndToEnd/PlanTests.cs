using System.Text.Json;
using Sampan.EndToEnd.Harness;

namespace Sampan.EndToEnd;

/// <summary>A plan writes nothing, and apply does what it says: the same clusters, the same nodes.</summary>
public sealed class PlanTests
{
    private static readonly string Shop = Path.Combine(AppContext.BaseDirectory, "examples", "shop", "helmfile.yaml");

    [Fact]
    public async Task Plan_BeforeAndAfterApply_WritesNothingAndComesTrue()
    {
        await using var fleet = await RunningFleet.StartAsync("--store", "memory");
        var before = await RevisionsAsync(fleet);
        using var plan = JsonDocument.Parse((await fleet.SampanHereAsync("plan", "-f", Shop, "-o", "json")).Succeeded());
        Assert.Equal(before, await RevisionsAsync(fleet));
        Assert.True(plan.RootElement.GetProperty("hasChanges").GetBoolean());
        Assert.Equal(1, plan.RootElement.GetProperty("pendingPods").GetInt32());

        (await fleet.SampanHereAsync("apply", "-f", Shop)).Succeeded();
        foreach (var (cluster, nodes) in PlannedNodes(plan.RootElement))
        {
            foreach (var deployment in nodes.Select(node => node.Workload).Distinct())
            {
                var wanted = nodes.Where(node => node.Workload == deployment && node.Node is not null).Select(node => node.Node!).Order(StringComparer.Ordinal).ToList();
                if (wanted.Count == nodes.Count(node => node.Workload == deployment))
                {
                    (await fleet.KubectlAsync(cluster, "-n", "shop", "wait", "--for=create", $"deployment/{deployment}", "--timeout=60s")).Succeeded();
                    (await fleet.KubectlAsync(cluster, "-n", "shop", "rollout", "status", $"deployment/{deployment}", "--timeout=60s")).Succeeded();
                }

                var actual = (await fleet.KubectlAsync(cluster, "-n", "shop", "get", "pods", "-l", $"app.kubernetes.io/name={deployment}", "-o", "jsonpath={.items[*].spec.nodeName}"))
                    .Succeeded().Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ToList();
                Assert.Equal(wanted, actual);
            }
        }

        await AssertStatusTellsWhatIsNotReadyAsync(fleet);
        var settled = await RevisionsAsync(fleet);
        using var again = JsonDocument.Parse((await fleet.SampanHereAsync("plan", "-f", Shop, "-o", "json")).Succeeded());
        Assert.False(again.RootElement.GetProperty("hasChanges").GetBoolean(), again.RootElement.ToString());
        Assert.Equal(settled, await RevisionsAsync(fleet));
    }

    private static async Task AssertStatusTellsWhatIsNotReadyAsync(RunningFleet fleet)
    {
        var status = await fleet.SampanHereAsync("status", "-f", Shop, "-o", "json");
        using var releases = JsonDocument.Parse(status.Output);
        var healthy = releases.RootElement.EnumerateArray().ToDictionary(release => release.GetProperty("name").GetString()!, release => release.GetProperty("healthy").GetBoolean());
        Assert.Equal(3, status.ExitCode);
        Assert.True(healthy.Values.Count(one => !one) == 1, status.Output);
        var unready = releases.RootElement.EnumerateArray().Single(release => !release.GetProperty("healthy").GetBoolean());
        Assert.Equal("deployed", unready.GetProperty("status").GetString());
        Assert.Equal("Deployment", Assert.Single(unready.GetProperty("notReady").EnumerateArray()).GetProperty("kind").GetString());
    }

    private static IEnumerable<(string Cluster, List<(string Workload, string? Node)> Pods)> PlannedNodes(JsonElement plan) =>
        plan.GetProperty("workloads").EnumerateArray()
            .SelectMany(workload => workload.GetProperty("targets").EnumerateArray().Select(target => (workload, target)))
            .GroupBy(pair => pair.target.GetProperty("cluster").GetString()!)
            .Select(group => (group.Key, group.SelectMany(pair => pair.target.GetProperty("pods").EnumerateArray()
                .Select(pod => (pair.workload.GetProperty("name").GetString()!, pod.GetProperty("node").GetString()))).ToList()));

    /// <summary>The resource versions of everything but what beats by itself: leases, events, and the heartbeats of nodes and clusters.</summary>
    private static async Task<string> RevisionsAsync(RunningFleet fleet)
    {
        var revisions = "";
        foreach (var context in new[] { "hub", "member1", "member2", "member3" })
        {
            revisions += (await fleet.KubectlAsync(context, "get", "namespaces,deployments,replicasets,pods,services,configmaps,secrets,serviceaccounts", "-A", "-o", """jsonpath={range .items[*]}{.kind}/{.metadata.namespace}/{.metadata.name}={.metadata.resourceVersion}{"\n"}{end}""")).Succeeded();
        }

        return revisions;
    }
}
