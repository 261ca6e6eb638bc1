namespace Sampan.Server.Auditing;

/// <summary>Tells of requests what the policy says. A server without one has no audit at all.</summary>
/// <exception cref="IOException">The file cannot be opened.</exception>
internal sealed class AuditLog(AuditOptions options, TimeProvider time) : IDisposable
{
    private readonly AuditFile _file = new(options, time);

    /// <summary>The trail of a request that begins, or null if nothing is told of it.</summary>
    public AuditTrail? Begin(AuditSubject subject, AuditedRequest request)
    {
        var scope = options.Policy.Judge(subject);
        return scope.Level == AuditLevel.None ? null : new AuditTrail(subject, request, scope, _file, time);
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>What an audit event says of how a request came.</summary>
/// <param name="Id">Its number among all requests (<c>Audit-Id</c>).</param>
/// <param name="Uri">Path and query as they came.</param>
/// <param name="SourceAddresses">Where from: the client first, then the proxies between.</param>
/// <param name="UserAgent">What program says it sent it.</param>
internal sealed record AuditedRequest(string Id, string Uri, IReadOnlyList<string> SourceAddresses, string UserAgent);
