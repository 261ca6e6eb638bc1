using Sampan.Server.Requests;

namespace Sampan.Server.Hosting.Concurrency;

/// <summary>
/// Where requests wait for their turn: one limit for those that only read, one for those that write. Streams, members of
/// <c>system:masters</c> and health checks pass.
/// </summary>
internal sealed class RequestGate(ConcurrencyLimits limits, TimeProvider time)
{
    private readonly FairLimiter? _readOnly = Limiter(limits.ReadOnly, limits, time);
    private readonly FairLimiter? _mutating = Limiter(limits.Mutating, limits, time);

    /// <summary>What a request that is turned away is answered.</summary>
    public static ApiResponse TurnedAway => ApiResponse.Text("Too many requests, please try again later.\n", 429).With("Retry-After", "1");

    /// <summary>Lets a request in when it is its turn. Not: it is turned away. Dispose of the seat, if there is one, when the request is done.</summary>
    public async ValueTask<(bool IsIn, IDisposable? Seat)> EnterAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var limiter = request.Info.IsReadOnly ? _readOnly : _mutating;
        if (limiter is null || request.Info.IsLongRunning || request.User.IsMaster || request.Path is "/healthz" or "/livez" or "/readyz")
        {
            return (true, null);
        }

        var seat = await limiter.EnterAsync(request.User.Name, cancellationToken);
        return (seat is not null, seat);
    }

    private static FairLimiter? Limiter(int seats, ConcurrencyLimits limits, TimeProvider time) =>
        seats > 0 ? new FairLimiter(seats, limits.QueueLength, limits.Patience, time) : null;
}
