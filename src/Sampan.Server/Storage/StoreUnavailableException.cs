using Sampan.Kubernetes.Errors;

namespace Sampan.Server.Storage;

/// <summary>What is behind a store does not do its work now. To clients it is 503, or 504 where it is unknown whether a write was done.</summary>
public sealed class StoreUnavailableException : ApiException
{
    private const int RetryAfterSeconds = 1;

    private StoreUnavailableException(ApiStatus status, Exception? cause)
        : base(status, cause)
    {
    }

    /// <summary>503: nothing was done.</summary>
    public static StoreUnavailableException Refused(string message, Exception? cause = null) =>
        new(new ApiStatus(503, StatusReasons.ServiceUnavailable, message) { Details = new StatusDetails(RetryAfterSeconds: RetryAfterSeconds) }, cause);

    /// <summary>504: no answer came; a write may have been done.</summary>
    public static StoreUnavailableException NoAnswer(string message, Exception? cause = null) =>
        new(new ApiStatus(504, StatusReasons.Timeout, message) { Details = new StatusDetails(RetryAfterSeconds: RetryAfterSeconds) }, cause);
}
