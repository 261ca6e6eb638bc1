using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Registry;

/// <summary>Refusals with Kubernetes' words (apimachinery/pkg/api/errors).</summary>
internal static class ApiErrors
{
    public static ApiException ResourceNotFound() =>
        new(new ApiStatus(404, StatusReasons.NotFound, "the server could not find the requested resource") { Details = new StatusDetails() });

    public static ApiException MethodNotAllowed() =>
        new(new ApiStatus(405, StatusReasons.MethodNotAllowed, "the server does not allow this method on the requested resource") { Details = new StatusDetails() });

    public static ApiException Forbidden(string groupResource, string group, string plural, string name, string why) =>
        new(new ApiStatus(403, StatusReasons.Forbidden, name.Length == 0 ? $"{groupResource} is forbidden: {why}" : $"{groupResource} \"{name}\" is forbidden: {why}")
        {
            Details = new StatusDetails(name, group, plural),
        });

    public static ApiException Forbidden(ResourceType type, string name, string why) => Forbidden(type.GroupResource, type.Group, type.Plural, name, why);

    /// <summary>422 for an object: the message lists the causes once, the details all.</summary>
    public static ApiException Invalid(GroupVersionKind kind, string name, IReadOnlyList<StatusCause> causes)
    {
        var groupKind = kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";
        var errors = causes.Select(cause => cause.Field.Length == 0 ? cause.Message : $"{cause.Field}: {cause.Message}").Distinct().ToList();
        var text = errors.Count == 1 ? errors[0] : $"[{string.Join(", ", errors)}]";
        return new ApiException(new ApiStatus(422, StatusReasons.Invalid, $"{groupKind} \"{name}\" is invalid: {text}")
        {
            Details = new StatusDetails(name, kind.Group, kind.Kind) { Causes = causes },
        });
    }

    public static ApiException Expired(string message) => new(new ApiStatus(410, StatusReasons.Expired, message));

    /// <summary>500 with the reason, which is its cause, too.</summary>
    public static ApiException Internal(string why) => new(new ApiStatus(500, StatusReasons.InternalError, $"Internal error occurred: {why}")
    {
        Details = new StatusDetails { Causes = [new StatusCause("", why, "")] },
    });

    /// <summary>500 as the API server answers errors that it has no reason for.</summary>
    public static ApiException Unexplained(string message) => new(new ApiStatus(500, "", message));

    public static ApiException TooLargeResourceVersion(long asked, long current) =>
        new(new ApiStatus(504, StatusReasons.Timeout, $"Timeout: Too large resource version: {asked}, current: {current}")
        {
            Details = new StatusDetails(RetryAfterSeconds: 1) { Causes = [new StatusCause("ResourceVersionTooLarge", "Too large resource version", "")] },
        });
}
