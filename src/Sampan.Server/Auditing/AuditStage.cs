namespace Sampan.Server.Auditing;

/// <summary>When in a request's life an audit event is written (audit.k8s.io/v1 Stage).</summary>
public enum AuditStage
{
    /// <summary>Before anything is done.</summary>
    RequestReceived,

    /// <summary>The answer's head has been sent, its body follows for long: watches and connections.</summary>
    ResponseStarted,

    /// <summary>Nothing more will be sent.</summary>
    ResponseComplete,

    /// <summary>The server failed within itself.</summary>
    Panic,
}
