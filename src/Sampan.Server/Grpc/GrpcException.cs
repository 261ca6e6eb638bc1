namespace Sampan.Server.Grpc;

/// <summary>A call that did not succeed.</summary>
internal sealed class GrpcException(GrpcStatusCode code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The status that the server gave, or that fits what happened on the way.</summary>
    public GrpcStatusCode Code { get; } = code;

    /// <summary>Whether the server may have done what was asked; false where no connection was made.</summary>
    public bool WasSent { get; init; } = true;

    /// <summary>Whether another server may well answer.</summary>
    public bool IsOfTheServer => Code is GrpcStatusCode.Unavailable or GrpcStatusCode.DeadlineExceeded;
}
