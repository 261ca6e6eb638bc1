using Sampan.Kubernetes.Errors;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission;

/// <summary>Refusals in the form that the API server gives them (apiserver/pkg/admission/errors.go NewForbidden).</summary>
internal static class AdmissionRefusal
{
    /// <summary>A refusal with the message as its cause, too.</summary>
    /// <param name="attributes">The write.</param>
    /// <param name="why">Why it is refused.</param>
    /// <param name="reason">The status reason.</param>
    /// <param name="code">The HTTP status.</param>
    public static ApiException Of(AdmissionAttributes attributes, string why, string reason, int code)
    {
        var status = ApiErrors.Forbidden(attributes.Resource.Type, NameOf(attributes), why).Status;
        return new ApiException(status with
        {
            Code = code,
            Reason = reason,
            Details = status.Details! with { Causes = [new StatusCause("", why, "")] },
        });
    }

    /// <summary>The name to call the object by: what its name will be generated from, while it has none.</summary>
    public static string NameOf(AdmissionAttributes attributes)
    {
        var metadata = attributes.Object.Object("metadata");
        return metadata.Text("name") is { Length: > 0 } name ? name
            : metadata.Text("generateName") is { Length: > 0 } prefix ? prefix
            : attributes.Name.Name is { Length: > 0 } addressed ? addressed : "Unknown";
    }
}
