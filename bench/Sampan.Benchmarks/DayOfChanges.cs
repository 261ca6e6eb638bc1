using System.Globalization;
using System.Text;

namespace Sampan.Benchmarks;

/// <summary>
/// A made-up day of a cluster of 100 nodes, played faster than it would pass: nodes renew their leases every ten seconds;
/// pods are created, report that they run, live two hours on average and are deleted, most of them in the afternoon; each
/// step of a pod is told by an Event. About 13 changes a second of the day, from a seed. Pods wait for a scheduler that
/// does not exist, so that nobody else changes them.
/// </summary>
internal sealed class DayOfChanges(LoadClient client, double speed, int seed)
{
    public const string Pods = "api/v1/namespaces/default/pods";
    private const string Events = "api/v1/namespaces/default/events";
    private const string Leases = "apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
    private const int Nodes = 100;
    private const double PodsPerSecond = 0.7;
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Starting = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);
    private static readonly string Annotation = new('x', 400);
    private long _changes;

    /// <summary>How many changes have been made.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Plays the day until it is cancelled, or a request fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] parts = [.. Enumerable.Range(0, Nodes).Select(node => RenewAsync(node, over.Token)), StartPodsAsync(over.Token)];
        await Task.WhenAny(parts);
        await over.CancelAsync();
        await Task.WhenAll(parts);
    }

    private async Task RenewAsync(int node, CancellationToken cancellationToken)
    {
        var random = new Random(seed + node);
        await ChangeAsync(client.PostAsync(Leases, Json($$$"""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"node-{{{node}}}"},"spec":{"holderIdentity":"node-{{{node}}}","leaseDurationSeconds":40,"renewTime":"{{{Now}}}"} }""")));
        while (await PassAsync(Renewal * (0.9 + (0.2 * random.NextDouble())), cancellationToken))
        {
            await ChangeAsync(client.PatchAsync($"{Leases}/node-{node}", Json($$$"""{"spec":{"renewTime":"{{{Now}}}"} }"""), LoadClient.MergePatch));
        }
    }

    private async Task StartPodsAsync(CancellationToken cancellationToken)
    {
        var random = new Random(seed - 1);
        var start = TimeProvider.System.GetTimestamp();
        List<Task> lives = [];
        for (var number = 0; await PassAsync(Exponential(random, TimeSpan.FromSeconds(1 / RateAt(TimeProvider.System.GetElapsedTime(start) * speed))), cancellationToken); number++)
        {
            lives.RemoveAll(life => life.IsCompletedSuccessfully);
            await (lives.Find(life => life.IsFaulted) ?? Task.CompletedTask);
            lives.Add(LiveAsync(number, Exponential(random, Starting), Exponential(random, Lifetime), cancellationToken));
        }

        await Task.WhenAll(lives);
    }

    private async Task LiveAsync(int number, TimeSpan starting, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var name = $"pod-{number}";
        await ChangeAsync(client.PostAsync(Pods, Json($$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","labels":{"app":"app-{{{number % 50}}}"},"annotations":{"note":"{{{Annotation}}}"} },"spec":{"schedulerName":"nobody","containers":[{"name":"main","image":"registry.example.org/app:1","resources":{"requests":{"cpu":"100m","memory":"128Mi"} } }]} }""")));
        await TellAsync(name, "Scheduled");
        if (!await PassAsync(starting, cancellationToken))
        {
            return;
        }

        await ChangeAsync(client.PatchAsync($"{Pods}/{name}/status", Json($$$"""{"status":{"phase":"Running","startTime":"{{{Now[..19]}}}Z","conditions":[{"type":"Ready","status":"True","lastTransitionTime":"{{{Now[..19]}}}Z"}]} }"""), LoadClient.MergePatch));
        await TellAsync(name, "Started");
        if (!await PassAsync(lifetime, cancellationToken))
        {
            return;
        }

        await ChangeAsync(client.DeleteAsync($"{Pods}/{name}?gracePeriodSeconds=0"));
        await TellAsync(name, "Killing");
    }

    private Task TellAsync(string pod, string reason) => ChangeAsync(client.PostAsync(Events, Json(
        $$$"""{"apiVersion":"v1","kind":"Event","metadata":{"generateName":"{{{pod}}}-"},"involvedObject":{"apiVersion":"v1","kind":"Pod","namespace":"default","name":"{{{pod}}}"},"reason":"{{{reason}}}","message":"{{{reason}}} {{{pod}}}","type":"Normal","source":{"component":"kubelet"},"firstTimestamp":"{{{Now[..19]}}}Z","lastTimestamp":"{{{Now[..19]}}}Z","count":1}""")));

    private async Task ChangeAsync(Task request)
    {
        await request;
        Interlocked.Increment(ref _changes);
    }

    // Quietest at two in the morning, busiest at two in the afternoon; the day begins at midnight.
    private static double RateAt(TimeSpan time) => PodsPerSecond * (1 - (0.6 * Math.Cos(2 * Math.PI * (time.TotalHours - 2) / 24)));

    private static TimeSpan Exponential(Random random, TimeSpan mean) => mean * -Math.Log(1 - random.NextDouble());

    // False once the day is over.
    private async Task<bool> PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await Task.Delay(time / speed, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    private static string Now => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);
}
