namespace Sampan.Server.Hosting;

/// <summary>The end of an endpoint, announced before it comes, so that who asks whether the server is ready goes elsewhere in time.</summary>
/// <param name="delay">How long requests are still taken after the announcement.</param>
/// <param name="time">The clock.</param>
/// <param name="stopping">Cancelled when no more requests are taken.</param>
internal sealed class EndpointShutdown(TimeSpan delay, TimeProvider time, CancellationToken stopping)
{
    private bool _isAnnounced;

    /// <summary>Cancelled when no more requests are taken.</summary>
    public CancellationToken Stopping => stopping;

    /// <summary>Whether the end has been announced.</summary>
    public bool IsAnnounced => Volatile.Read(ref _isAnnounced);

    /// <summary>Announces the end.</summary>
    public void Announce() => Volatile.Write(ref _isAnnounced, true);

    /// <summary>Announces the end and waits as long as requests are still taken.</summary>
    public Task WaitAsync()
    {
        Announce();
        return delay > TimeSpan.Zero ? Task.Delay(delay, time, CancellationToken.None) : Task.CompletedTask;
    }
}
