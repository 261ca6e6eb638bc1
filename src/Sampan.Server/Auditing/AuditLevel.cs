namespace Sampan.Server.Auditing;

/// <summary>How much an audit event tells of a request (audit.k8s.io/v1 Level).</summary>
public enum AuditLevel
{
    /// <summary>Nothing: no event.</summary>
    None,

    /// <summary>Who did what to which object, and the outcome.</summary>
    Metadata,

    /// <summary>Also what was sent.</summary>
    Request,

    /// <summary>Also what was answered.</summary>
    RequestResponse,
}
