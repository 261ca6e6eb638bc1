using k8s;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;
using k8s.Models;
using WebsiteOperator;

namespace Sampan.Testing.Tests;

/// <summary>The official C# client's long-running parts against the server.</summary>
public sealed class OfficialClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reflector_VersionThatIsGone_ListsAnew_AndGoesOnFromThere()
    {
        await using var cluster = await TestCluster.StartAsync(cancellationToken: Token);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await CreateAsync(cluster, "before");
        var (before, after) = (new TaskCompletionSource(), new TaskCompletionSource());
        var lists = 0;
        var reflector = new Reflector<V1ConfigMap, V1ConfigMapList>
        {
            List = token =>
            {
                lists++;
                return cluster.Client.CoreV1.ListConfigMapForAllNamespacesAsync(cancellationToken: token);
            },
            Watch = (version, failed, token) => cluster.Client.CoreV1.WatchListConfigMapForAllNamespacesAsync(resourceVersion: version, onError: failed, cancellationToken: token),
            Changed = (_, found) => (found.Metadata.Name == "before" ? before : found.Metadata.Name == "after" ? after : new TaskCompletionSource()).TrySetResult(),
        };

        // Before the server began there is nothing to resume from.
        var running = reflector.From("1").RunAsync(stopping.Token);
        await before.Task.WaitAsync(Token);
        await CreateAsync(cluster, "after");
        await after.Task.WaitAsync(Token);

        Assert.Equal(1, lists);
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task LeaderElection_OneLeads_AndTheOtherTakesOver()
    {
        await using var cluster = await TestCluster.StartAsync(cancellationToken: Token);
        using var first = Elector(cluster, "first");
        using var second = Elector(cluster, "second");
        using var firstStopping = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var secondStopping = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var firstLeads = Leads(first);
        var firstRunning = first.RunUntilLeadershipLostAsync(firstStopping.Token);
        await firstLeads.WaitAsync(Token);
        var secondLeads = Leads(second);
        var secondRunning = second.RunUntilLeadershipLostAsync(secondStopping.Token);
        Assert.Equal("first", await HolderAsync(cluster));
        Assert.False(secondLeads.IsCompleted);

        await firstStopping.CancelAsync();
        await firstRunning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await secondLeads.WaitAsync(Token);

        Assert.Equal("second", await HolderAsync(cluster));
        await secondStopping.CancelAsync();
        await secondRunning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private static LeaderElector Elector(TestCluster cluster, string identity) => new(new LeaderElectionConfig(new LeaseLock(cluster.Client, "default", "leader", identity))
    {
        LeaseDuration = TimeSpan.FromSeconds(2),
        RenewDeadline = TimeSpan.FromSeconds(1.5),
        RetryPeriod = TimeSpan.FromMilliseconds(100),
    });

    private static Task Leads(LeaderElector elector)
    {
        var leads = new TaskCompletionSource();
        elector.OnStartedLeading += () => leads.TrySetResult();
        return leads.Task;
    }

    private static async Task<string> HolderAsync(TestCluster cluster) =>
        (await cluster.Client.CoordinationV1.ReadNamespacedLeaseAsync("leader", "default", cancellationToken: Token)).Spec.HolderIdentity;

    private static Task<V1ConfigMap> CreateAsync(TestCluster cluster, string name) =>
        cluster.Client.CoreV1.CreateNamespacedConfigMapAsync(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = name } }, "default", cancellationToken: Token);
}
