namespace Sampan.Server.Hosting;

/// <summary>How many requests are served at a time; 0 for no limit. Named as kube-apiserver's flags are.</summary>
public sealed record ConcurrencyLimits
{
    /// <summary>Requests that change nothing (<c>--max-requests-inflight</c>).</summary>
    public int ReadOnly { get; init; } = 400;

    /// <summary>Requests that change something (<c>--max-mutating-requests-inflight</c>).</summary>
    public int Mutating { get; init; } = 200;

    /// <summary>How many requests of one user wait for their turn.</summary>
    public int QueueLength { get; init; } = 50;

    /// <summary>How long they wait.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);
}
