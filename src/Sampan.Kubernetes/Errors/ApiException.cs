using Sampan.Kubernetes.Identity;

namespace Sampan.Kubernetes.Errors;

/// <summary>A request that a cluster refused; <see cref="Status"/> says why.</summary>
public class ApiException(ApiStatus status, Exception? cause = null) : Exception(status.Message, cause)
{
    /// <summary>The server's answer.</summary>
    public ApiStatus Status { get; } = status;

    /// <summary>Whether the object or resource does not exist.</summary>
    public bool IsNotFound => Status.Code == 404;

    /// <summary>Whether a create met an existing object.</summary>
    public bool IsAlreadyExists => Status.Reason == StatusReasons.AlreadyExists;

    /// <summary>Whether the object changed meanwhile, or another manager owns a field.</summary>
    public bool IsConflict => Status.Reason == StatusReasons.Conflict;

    /// <summary>Whether an old resource version is no longer available: list again.</summary>
    public bool IsExpired => Status.Code == 410;

    /// <summary>404 with Kubernetes' wording: <c>configmaps "x" not found</c>.</summary>
    public static ApiException NotFound(ResourceType type, string name) =>
        new(new ApiStatus(404, StatusReasons.NotFound, $"{type.GroupResource} \"{name}\" not found")
        {
            Details = new StatusDetails(name, type.Group, type.Plural),
        });

    /// <summary>409 of a create with Kubernetes' wording: <c>configmaps "x" already exists</c>.</summary>
    public static ApiException AlreadyExists(ResourceType type, string name) =>
        new(new ApiStatus(409, StatusReasons.AlreadyExists, $"{type.GroupResource} \"{name}\" already exists")
        {
            Details = new StatusDetails(name, type.Group, type.Plural),
        });

    /// <summary>409 of an update with Kubernetes' wording: <c>Operation cannot be fulfilled on configmaps "x": …</c>.</summary>
    public static ApiException Conflict(ResourceType type, string name, string why = "the object has been modified; please apply your changes to the latest version and try again") =>
        new(new ApiStatus(409, StatusReasons.Conflict, $"Operation cannot be fulfilled on {type.GroupResource} \"{name}\": {why}")
        {
            Details = new StatusDetails(name, type.Group, type.Plural),
        });

    /// <summary>400.</summary>
    public static ApiException BadRequest(string message) => new(new ApiStatus(400, StatusReasons.BadRequest, message));
}
