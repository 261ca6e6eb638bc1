using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Sampan.Server.Grpc;
using Sampan.Server.Protobuf;

namespace Sampan.Server.Storage.Etcd;

/// <summary>The part of etcd's v3 API that a store needs, in the messages of <c>etcdserverpb/rpc.proto</c>.</summary>
internal sealed class EtcdClient : IDisposable
{
    // Ends a watch at a member that has lost its majority.
    private static readonly Dictionary<string, string> RequireLeader = new() { ["hasleader"] = "true" };

    private readonly GrpcChannel _channel;

    public EtcdClient(EtcdOptions options, TimeProvider time) =>
        _channel = new GrpcChannel(Handler(options), options.Servers, new GrpcTimeouts(options.Timeout, options.MemberTimeout), time);

    /// <summary>The member that is asked now.</summary>
    public Uri Server => _channel.Server;

    /// <summary>Asks another member from now on.</summary>
    public void Leave(Uri server) => _channel.Leave(server);

    /// <summary>Reads one key (empty <paramref name="end"/>) or those from it to before the end. Without a revision the newest state, agreed on by a majority.</summary>
    public async Task<EtcdRange> RangeAsync(byte[] key, byte[] end, long limit, long revision, CancellationToken cancellationToken) =>
        EtcdRange.Decode(await _channel.CallAsync("/etcdserverpb.KV/Range", EtcdRange.Request(key, end, limit, revision).ToArray(), isRepeatable: true, cancellationToken));

    /// <summary>Writes a key without a value, whatever it is at; returns the revision.</summary>
    public async Task<long> TouchAsync(byte[] key, CancellationToken cancellationToken)
    {
        var request = new ProtobufWriter();
        request.Bytes(1, key);
        return EtcdHeader.RevisionOf(await _channel.CallAsync("/etcdserverpb.KV/Put", request.Message.ToArray(), isRepeatable: true, cancellationToken));
    }

    /// <summary>Writes a key if it is at a revision; 0: if there is none.</summary>
    public Task<EtcdTransaction> PutAsync(byte[] key, long expected, byte[] value, long lease, CancellationToken cancellationToken) =>
        TransactAsync(EtcdTransaction.Put(key, expected, value, lease).ToArray(), cancellationToken);

    /// <summary>Deletes a key if it is at a revision.</summary>
    public Task<EtcdTransaction> DeleteAsync(byte[] key, long expected, CancellationToken cancellationToken) =>
        TransactAsync(EtcdTransaction.Delete(key, expected).ToArray(), cancellationToken);

    /// <summary>Forgets the history before a revision.</summary>
    public Task CompactAsync(long revision, CancellationToken cancellationToken) =>
        _channel.CallAsync("/etcdserverpb.KV/Compact", Number(1, revision), isRepeatable: true, cancellationToken);

    /// <summary>Opens a watch.</summary>
    public Task<GrpcStream> WatchAsync(byte[] key, byte[] end, long startRevision, CancellationToken cancellationToken) =>
        _channel.OpenAsync("/etcdserverpb.Watch/Watch", EtcdWatchResponse.Request(key, end, startRevision).ToArray(), RequireLeader, cancellationToken);

    /// <summary>Grants a lease for whole seconds; its number is given, or 0 for one that etcd picks. Returns the number.</summary>
    public async Task<long> GrantLeaseAsync(long id, long seconds, CancellationToken cancellationToken)
    {
        var request = new ProtobufWriter();
        request.Varint(1, (ulong)seconds);
        request.Varint(2, (ulong)id);
        return EtcdHeader.Varint(await _channel.CallAsync("/etcdserverpb.Lease/LeaseGrant", request.Message.ToArray(), isRepeatable: id == 0, cancellationToken), 2);
    }

    /// <summary>Renews a lease; returns the seconds that it has now, 0 if it is gone.</summary>
    public async Task<long> KeepLeaseAsync(long id, CancellationToken cancellationToken) =>
        EtcdHeader.Varint(await _channel.CallAsync("/etcdserverpb.Lease/LeaseKeepAlive", Number(1, id), isRepeatable: true, cancellationToken), 3);

    /// <summary>Ends a lease, and with it the keys that hang on it.</summary>
    public Task RevokeLeaseAsync(long id, CancellationToken cancellationToken) =>
        _channel.CallAsync("/etcdserverpb.Lease/LeaseRevoke", Number(1, id), isRepeatable: true, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private async Task<EtcdTransaction> TransactAsync(byte[] request, CancellationToken cancellationToken) =>
        EtcdTransaction.Decode(await _channel.CallAsync("/etcdserverpb.KV/Txn", request, isRepeatable: false, cancellationToken));

    private static byte[] Number(int field, long value)
    {
        var request = new ProtobufWriter();
        request.Varint(field, (ulong)value);
        return request.Message.ToArray();
    }

    private static SocketsHttpHandler Handler(EtcdOptions options)
    {
        var security = new SslClientAuthenticationOptions();
        if (options.AuthorityFile is { } authority)
        {
            security.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            security.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
        }

        if (options.CertificateFile is { } certificate)
        {
            security.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, options.KeyFile)];
        }

        return new SocketsHttpHandler
        {
            SslOptions = security,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.MemberTimeout,
            // A member that has silently gone is noticed while a watch waits for it.
            KeepAlivePingDelay = TimeSpan.FromSeconds(5),
            KeepAlivePingTimeout = options.MemberTimeout,
            EnableMultipleHttp2Connections = true,
        };
    }
}
