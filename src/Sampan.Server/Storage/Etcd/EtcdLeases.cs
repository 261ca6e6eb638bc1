using System.Collections.Concurrent;
using Sampan.Server.Grpc;

namespace Sampan.Server.Storage.Etcd;

/// <summary>
/// The leases that objects with an end hang on. A lease's number says when it ends, so that every server knows an
/// object's end from its key alone, and servers share leases instead of granting one per object.
/// </summary>
internal sealed class EtcdLeases(EtcdClient client, TimeProvider time)
{
    // The upper half tells these leases from others'; the lower half is seconds since 1970.
    private const long Marker = 0x53414D50L << 32;
    private const long Seconds = 0xFFFFFFFFL;

    // kube-apiserver's leases are as coarse: what lives for an hour lives a minute more at most.
    private const int Coarseness = 60;

    private readonly ConcurrentDictionary<long, byte> _granted = new();

    /// <summary>When the objects on a lease end; null for a lease that is not of this kind.</summary>
    public static DateTimeOffset? End(long lease) => (lease & ~Seconds) == Marker ? DateTimeOffset.FromUnixTimeSeconds(lease & Seconds) : null;

    /// <summary>The lease of an object that ends at a time, or a little later.</summary>
    public async ValueTask<long> ForAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var step = Math.Max(1, (end.ToUnixTimeSeconds() - now) / Coarseness);
        var seconds = (end.ToUnixTimeSeconds() + step) / step * step;
        var lease = Marker | seconds;
        if (_granted.ContainsKey(lease))
        {
            return lease;
        }

        try
        {
            await client.GrantLeaseAsync(lease, Math.Max(1, seconds - now), cancellationToken);
        }
        catch (GrpcException exception) when (exception.Code == GrpcStatusCode.FailedPrecondition)
        {
            // Another server has granted it.
        }

        ForgetEnded(now);
        _granted[lease] = 0;
        return lease;
    }

    /// <summary>Forgets a lease that turned out to be gone.</summary>
    public void Forget(long lease) => _granted.TryRemove(lease, out _);

    private void ForgetEnded(long now)
    {
        foreach (var lease in _granted.Keys.Where(lease => (lease & Seconds) <= now))
        {
            Forget(lease);
        }
    }
}
