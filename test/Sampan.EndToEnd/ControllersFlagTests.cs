using Sampan.EndToEnd.Harness;

namespace Sampan.EndToEnd;

/// <summary><c>up --controllers</c>: what others do is left to them.</summary>
public sealed class ControllersFlagTests
{
    [Fact]
    public async Task Up_WithoutSchedulers_LeavesPodsAndBindingsToOthers()
    {
        await using var fleet = await RunningFleet.StartAsync("--clusters", "1", "--nodes", "1", "--store", "memory", "--controllers", "*,-kube-scheduler,-karmada-controller-manager,-karmada-scheduler");
        (await fleet.KubectlAsync("member1", "create", "deployment", "web", "--image=web")).Succeeded();
        (await fleet.KubectlAsync("member1", "wait", "deployment/web", "--for=jsonpath={.status.unavailableReplicas}=1", "--timeout=60s")).Succeeded();
        var pod = (await fleet.KubectlAsync("member1", "get", "pod", "-l", "app=web", "-o", "jsonpath={.items[0].metadata.name}")).Succeeded();

        // A pod that is bound already is refused.
        var binding = $$"""{"apiVersion":"v1","kind":"Binding","metadata":{"name":"{{pod}}"},"target":{"kind":"Node","name":"node-1"} }""";
        (await fleet.KubectlAsync("member1", binding, ["create", "--raw", $"/clusters/member1/api/v1/namespaces/default/pods/{pod}/binding", "-f", "-"])).Succeeded();

        (await fleet.KubectlAsync("member1", "rollout", "status", "deployment/web", "--timeout=60s")).Succeeded();
        Assert.Empty((await fleet.KubectlAsync("hub", "get", "clusters.cluster.karmada.io", "-o", "name")).Succeeded());
    }

    [Fact]
    public async Task Up_WithNoController_HasReadyNodesAlone()
    {
        await using var fleet = await RunningFleet.StartAsync("--clusters", "1", "--nodes", "1", "--store", "memory", "--controllers=");

        Assert.Contains(" Ready ", (await fleet.KubectlAsync("member1", "get", "nodes", "--no-headers")).Succeeded(), StringComparison.Ordinal);
        Assert.Empty((await fleet.KubectlAsync("member1", "get", "serviceaccounts", "--all-namespaces", "-o", "name")).Succeeded());
    }

    [Fact]
    public async Task Up_UnknownController_ListsThoseThatThereAre()
    {
        await using var fleet = RunningFleet.NotStarted();

        var error = (await fleet.SampanAsync("up", "--port", "0", "--data-dir", fleet.Data, "--controllers", "*,-deployments")).Failed();

        Assert.StartsWith("sampan: --controllers *,-deployments: \"deployments\" is not in the list of known controllers; there are cronjob-controller, ", error, StringComparison.Ordinal);
        Assert.Contains(" karmada-scheduler, kube-scheduler, ", error, StringComparison.Ordinal);
    }
}
