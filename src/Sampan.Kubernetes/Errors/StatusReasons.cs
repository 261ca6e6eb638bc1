namespace Sampan.Kubernetes.Errors;

/// <summary>The reasons of meta/v1 <c>Status</c> that clients act on.</summary>
public static class StatusReasons
{
    /// <summary>404: no such object or resource.</summary>
    public const string NotFound = "NotFound";

    /// <summary>409: a create met an existing object.</summary>
    public const string AlreadyExists = "AlreadyExists";

    /// <summary>409: a stale resource version, a failed precondition or a field conflict.</summary>
    public const string Conflict = "Conflict";

    /// <summary>410: an old resource version is no longer available (older name).</summary>
    public const string Gone = "Gone";

    /// <summary>410: an old resource version or continue token is no longer available.</summary>
    public const string Expired = "Expired";

    /// <summary>422: the object breaks a rule.</summary>
    public const string Invalid = "Invalid";

    /// <summary>400: the request cannot be understood.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>401: who asks is not known.</summary>
    public const string Unauthorized = "Unauthorized";

    /// <summary>403: who asks may not.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>405: the verb is not served for this resource.</summary>
    public const string MethodNotAllowed = "MethodNotAllowed";

    /// <summary>406: no representation that the client accepts.</summary>
    public const string NotAcceptable = "NotAcceptable";

    /// <summary>413: the body is too large.</summary>
    public const string RequestEntityTooLarge = "RequestEntityTooLarge";

    /// <summary>415: the body's media type is not understood.</summary>
    public const string UnsupportedMediaType = "UnsupportedMediaType";

    /// <summary>429: try again later.</summary>
    public const string TooManyRequests = "TooManyRequests";

    /// <summary>500: the server failed.</summary>
    public const string InternalError = "InternalError";

    /// <summary>503: the server cannot answer now.</summary>
    public const string ServiceUnavailable = "ServiceUnavailable";

    /// <summary>504: the answer was not there in time.</summary>
    public const string Timeout = "Timeout";
}
