using System.Text;
using Sampan.Server.Grpc;

namespace Sampan.Server.Storage.Etcd;

/// <summary>
/// Chooses one leader among the servers of a store: who has created the leader's key, on a lease that it keeps renewing.
/// A leader that cannot renew stops leading before its lease can end at etcd.
/// </summary>
internal sealed class EtcdElection(EtcdClient client, byte[] key, TimeSpan leaseDuration, TimeProvider time)
{
    private const int RenewalsPerLease = 3;
    private readonly string _identity = $"{Environment.MachineName}_{Guid.NewGuid()}";
    private readonly TimeSpan _interval = leaseDuration / RenewalsPerLease;
    private TaskCompletionSource<CancellationToken> _term = New();

    /// <summary>Whether this process leads now.</summary>
    public bool IsLeader => _term.Task is { IsCompletedSuccessfully: true, Result.IsCancellationRequested: false };

    /// <summary>Waits until this process leads; the token is cancelled when another may.</summary>
    public Task<CancellationToken> LeadershipAsync(CancellationToken cancellationToken) => Volatile.Read(ref _term).Task.WaitAsync(cancellationToken);

    /// <summary>Takes part until cancelled, then gives leadership up.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await TryWinAsync(cancellationToken) is { } won)
                {
                    await LeadAsync(won.Lease, won.Since, cancellationToken);
                }
            }
            catch (GrpcException)
            {
                // etcd is away, or has no majority: nobody can win now.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(_interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(long Lease, long Since)?> TryWinAsync(CancellationToken cancellationToken)
    {
        if ((await client.RangeAsync(key, [], 1, 0, cancellationToken)).Pairs.Count > 0)
        {
            return null;
        }

        var since = time.GetTimestamp();
        var lease = await client.GrantLeaseAsync(0, (long)Math.Ceiling(leaseDuration.TotalSeconds), cancellationToken);
        if ((await client.PutAsync(key, 0, Encoding.UTF8.GetBytes(_identity), lease, cancellationToken)).Succeeded)
        {
            return (lease, since);
        }

        await client.RevokeLeaseAsync(lease, cancellationToken);
        return null;
    }

    private async Task LeadAsync(long lease, long granted, CancellationToken cancellationToken)
    {
        // One interval is left as a margin between the clocks.
        var lasts = leaseDuration - _interval;
        using var term = new CancellationTokenSource();
        using var expiry = new CancellationTokenSource(Left(lasts, granted), time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        _term.SetResult(term.Token);
        try
        {
            while (await TryRenewAsync(lease, expiry, lasts, ending.Token))
            {
                await Task.Delay(_interval / 2, time, ending.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Not renewed in time.
        }
        finally
        {
            // Replaced first: whoever is told that the term has ended must not find it again.
            Volatile.Write(ref _term, New());
            await term.CancelAsync();
            await GiveUpAsync(lease);
        }
    }

    // False if the lease is gone. No answer is no loss: another member, or the same a little later, may answer while it lasts.
    private async Task<bool> TryRenewAsync(long lease, CancellationTokenSource expiry, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        try
        {
            if (await client.KeepLeaseAsync(lease, cancellationToken) <= 0)
            {
                return false;
            }

            expiry.CancelAfter(Left(lasts, asked));
        }
        catch (GrpcException)
        {
        }

        return true;
    }

    private TimeSpan Left(TimeSpan lasts, long since)
    {
        var left = lasts - time.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    // Without it the others would wait until the lease has ended.
    private async Task GiveUpAsync(long lease)
    {
        try
        {
            using var limit = new CancellationTokenSource(_interval, time);
            await client.RevokeLeaseAsync(lease, limit.Token);
        }
        catch (Exception exception) when (exception is GrpcException or OperationCanceledException)
        {
            // Then they do wait.
        }
    }

    private static TaskCompletionSource<CancellationToken> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
