using System.Threading.Channels;
using Sampan.Server.Registry;
using Sampan.Server.Webhooks;

namespace Sampan.Server.Aggregation;

/// <summary>
/// Asks the servers behind APIServices whether they answer, and keeps the condition <c>Available</c> true to it: when
/// something of theirs changes, every thirty seconds, and after a failure sooner (kube-aggregator's availability controller).
/// Those that answer are asked what they serve, too.
/// </summary>
internal sealed class AvailabilityController(ServedCluster cluster)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(5);

    private readonly AggregationClient _client = new(cluster);
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, Check> _checks = new(StringComparer.Ordinal);

    /// <summary>Looks at an APIService anew, soon.</summary>
    public void Recheck(string apiService) => _changed.Writer.TryWrite(apiService);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_changed.Reader.TryRead(out var name))
            {
                _checks.Remove(name);
            }

            var now = cluster.Time.GetUtcNow();
            var services = AggregatedService.All(cluster).ToList();
            foreach (var gone in _checks.Keys.Except(services.Select(service => service.Name)).ToList())
            {
                _checks.Remove(gone);
            }

            cluster.Remote.Keep(services);
            var due = services.Where(service => !_checks.TryGetValue(service.Name, out var check) || check.Due <= now).ToList();
            var passed = await Task.WhenAll(due.Select(service => CheckAsync(service, cancellationToken)));
            foreach (var (service, isDone) in due.Zip(passed))
            {
                var failures = isDone ? 0 : _checks.GetValueOrDefault(service.Name).Failures + 1;
                _checks[service.Name] = new Check(cluster.Time.GetUtcNow() + Delay(failures), failures);
            }

            await WaitAsync(services, cancellationToken);
        }
    }

    // Whether there is nothing to do before the usual time.
    private async Task<bool> CheckAsync(AggregatedService service, CancellationToken cancellationToken)
    {
        try
        {
            var availability = ServicePreconditions.Missing(cluster, service);
            var isMissing = availability is not null;
            availability ??= await _client.ProbeAsync(service, cancellationToken) is { } failure
                ? new ApiServiceAvailability(false, "FailedDiscoveryCheck", failure)
                : new ApiServiceAvailability(true, "Passed", "all checks passed");
            await LearnAsync(service, availability, cancellationToken);
            await ApiServiceStatus.WriteAsync(cluster, service.Name, current => AggregatedService.Of(current) == service ? availability : null, cancellationToken);
            return isMissing || availability.IsAvailable;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever a server has answered, the others are asked, and it is again later.
            return false;
        }
    }

    // Whoever sees that a server is available also sees what it serves.
    private async ValueTask LearnAsync(AggregatedService service, ApiServiceAvailability availability, CancellationToken cancellationToken)
    {
        try
        {
            if (availability.IsAvailable)
            {
                cluster.Remote.Learn(await RemoteDiscovery.ReadAsync(_client, cluster.Remote.Of(service), cancellationToken));
                return;
            }
        }
        catch (WebhookException)
        {
            // It answers, but does not say what it serves.
        }

        cluster.Remote.Outdate(service);
    }

    private async ValueTask WaitAsync(List<AggregatedService> services, CancellationToken cancellationToken)
    {
        var now = cluster.Time.GetUtcNow();
        var wait = services.Select(service => _checks[service.Name].Due - now).Append(Interval).Min();
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using var due = new CancellationTokenSource(wait, cluster.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, due.Token);
        try
        {
            await _changed.Reader.WaitToReadAsync(ending.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is time.
        }
    }

    private static TimeSpan Delay(int failures) =>
        failures == 0 ? Interval : TimeSpan.FromTicks((long)Math.Min(FirstRetry.Ticks * Math.Pow(2, failures - 1), Interval.Ticks));

    private readonly record struct Check(DateTimeOffset Due, int Failures);
}
