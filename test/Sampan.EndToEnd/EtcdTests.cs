using Sampan.EndToEnd.Harness;

namespace Sampan.EndToEnd;

/// <summary>Two processes serve one fleet from one etcd.</summary>
public sealed class EtcdTests
{
    [Fact]
    public async Task TwoServers_OneEnds_TheOtherGoesOnWithItsControllers()
    {
        await using var etcd = await RunningEtcd.StartAsync();
        string[] shape = ["--clusters", "1", "--nodes", "2", "--etcd-servers", etcd.Address];
        await using var second = await StartAfterAnotherAsync(shape, async first =>
        {
            (await first.KubectlAsync("member1", "create", "deployment", "web", "--image=nginx", "--replicas=2")).Succeeded();
        });

        (await second.KubectlAsync("member1", "rollout", "status", "deployment/web", "--timeout=60s")).Succeeded();
        (await second.KubectlAsync("member1", "scale", "deployment/web", "--replicas=4")).Succeeded();
        (await second.KubectlAsync("member1", "rollout", "status", "deployment/web", "--timeout=60s")).Succeeded();
    }

    [Fact]
    public async Task EtcdAway_Start_SaysWhere()
    {
        await using var fleet = RunningFleet.NotStarted();

        var failed = await fleet.SampanAsync("up", "--port", "0", "--data-dir", fleet.Data, "--etcd-servers", "http://127.0.0.1:1");

        Assert.Contains("etcd does not answer at http://127.0.0.1:1", failed.Failed(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--etcd-servers", "--store", "etcd")]
    [InlineData("no member's address", "--etcd-servers", "localhost")]
    [InlineData("--store is memory", "--store", "memory", "--etcd-servers", "http://127.0.0.1:1")]
    [InlineData("go together", "--etcd-servers", "https://127.0.0.1:1", "--etcd-certfile", "x")]
    [InlineData("write it like", "--event-ttl", "soon")]
    [InlineData("--encryption-provider-config /nowhere", "--encryption-provider-config", "/nowhere")]
    public async Task Flags_Wrong_SaysWhatToWrite(string expected, params string[] flags)
    {
        await using var fleet = RunningFleet.NotStarted();

        var failed = await fleet.SampanAsync(["up", "--port", "0", "--data-dir", fleet.Data, .. flags]);

        Assert.Contains(expected, failed.Failed(), StringComparison.Ordinal);
    }

    private static async Task<RunningFleet> StartAfterAnotherAsync(string[] shape, Func<RunningFleet, Task> run)
    {
        await using var first = await RunningFleet.StartAsync(shape);
        var second = await RunningFleet.StartAsync(shape);
        await run(first);
        return second;
    }
}
