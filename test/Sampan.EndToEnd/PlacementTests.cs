using System.Text.Json;
using Sampan.EndToEnd.Harness;

namespace Sampan.EndToEnd;

/// <summary>A real chart of the corpus, placed 2:1 over two members.</summary>
public sealed class PlacementTests
{
    private const string Placement = """
              clusterAffinity: {clusterNames: [member1, member2]}
              replicaScheduling:
                replicaSchedulingType: Divided
                replicaDivisionPreference: Weighted
                weightPreference:
                  staticWeightList:
                    - {targetCluster: {clusterNames: [member1]}, weight: 2}
                    - {targetCluster: {clusterNames: [member2]}, weight: 1}
        """;

    [Fact]
    public async Task Apply_RealChartWithWeights_ReplicasAreDividedAndTheHubShowsTheSum()
    {
        var chart = Path.Combine(Requirement.Corpus(), "charts", "charts", "prom", "prometheus-json-exporter.tgz");
        await using var fleet = await RunningFleet.StartAsync("--clusters", "2", "--nodes", "3", "--store", "memory");
        var declaration = fleet.Write("helmfile.yaml", $"""
            releases:
              - name: pod
                namespace: real
                chart: {chart}
                set:
                  - name: replicaCount
                    value: 6
                placement:
            {Placement}
            """);

        (await fleet.SampanHereAsync("apply", "-f", declaration)).Succeeded();

        var name = (await fleet.KubectlAsync("hub", "-n", "real", "get", "deployment", "-o", "jsonpath={.items[*].metadata.name}")).Succeeded();
        await WaitForAsync(fleet, "member1", name, "4");
        await WaitForAsync(fleet, "member2", name, "2");
        (await fleet.KubectlAsync("hub", "-n", "real", "wait", $"deployment/{name}", "--for=jsonpath={.status.readyReplicas}=6", "--timeout=60s")).Succeeded();
        Assert.Equal("6", await SpecAsync("hub"));
        Assert.Equal("4", await SpecAsync("member1"));
        Assert.Equal("2", await SpecAsync("member2"));
        foreach (var (context, count) in new[] { ("member1", 4), ("member2", 2) })
        {
            using var pods = JsonDocument.Parse((await fleet.KubectlAsync(context, "-n", "real", "get", "pods", "-o", "json")).Succeeded());
            Assert.Equal(count, pods.RootElement.GetProperty("items").EnumerateArray().Count(pod => pod.GetProperty("status").GetProperty("phase").GetString() == "Running"));
        }

        async Task<string> SpecAsync(string context) =>
            (await fleet.KubectlAsync(context, "-n", "real", "get", "deployment", name, "-o", "jsonpath={.spec.replicas}")).Succeeded();
    }

    /// <summary>Waits until the member has the Deployment with that many ready replicas.</summary>
    private static async Task WaitForAsync(RunningFleet fleet, string context, string name, string ready)
    {
        (await fleet.KubectlAsync(context, "wait", "--for=create", "namespace/real", "--timeout=60s")).Succeeded();
        (await fleet.KubectlAsync(context, "-n", "real", "wait", "--for=create", $"deployment/{name}", "--timeout=60s")).Succeeded();
        (await fleet.KubectlAsync(context, "-n", "real", "wait", $"deployment/{name}", $"--for=jsonpath={{.status.readyReplicas}}={ready}", "--timeout=60s")).Succeeded();
    }
}
