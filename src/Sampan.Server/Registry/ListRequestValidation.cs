using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Registry;

/// <summary>Which version parameters go together (apimachinery/pkg/apis/meta/internalversion/validation).</summary>
internal static class ListRequestValidation
{
    private const string Match = "resourceVersionMatch";
    private static readonly GroupVersionKind Kind = new("meta.k8s.io", "v1", "ListOptions");

    /// <summary>422 for a list's parameters that contradict each other.</summary>
    public static void Check(ListRequest request)
    {
        List<StatusCause> causes = [];
        var match = request.ResourceVersionMatch;
        if (match.Length > 0)
        {
            if (request.ResourceVersion.Length == 0)
            {
                causes.Add(Forbidden("resourceVersionMatch is forbidden unless resourceVersion is provided"));
            }

            if (request.Continue.Length > 0)
            {
                causes.Add(Forbidden("resourceVersionMatch is forbidden when continue is provided"));
            }

            if (match is not ("Exact" or "NotOlderThan"))
            {
                causes.Add(Unsupported(match, "\"Exact\", \"NotOlderThan\", \"\""));
            }

            if (match == "Exact" && request.ResourceVersion == "0")
            {
                causes.Add(Forbidden("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
            }
        }

        Refuse(causes);
    }

    /// <summary>422 for a watch's parameters that contradict each other.</summary>
    public static void CheckWatch(bool? sendInitialEvents, string match, string @continue)
    {
        List<StatusCause> causes = [];
        if (match.Length > 0 && sendInitialEvents is null)
        {
            causes.Add(Forbidden("resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        }

        if (sendInitialEvents is not null)
        {
            if (match.Length == 0)
            {
                causes.Add(Forbidden("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
            }
            else if (match != "NotOlderThan")
            {
                causes.Add(Unsupported(match, "\"NotOlderThan\""));
            }

            if (@continue.Length > 0)
            {
                causes.Add(Forbidden("resourceVersionMatch is forbidden when continue is provided"));
            }
        }

        Refuse(causes);
    }

    private static void Refuse(List<StatusCause> causes)
    {
        if (causes.Count > 0)
        {
            throw ApiErrors.Invalid(Kind, "", causes);
        }
    }

    private static StatusCause Forbidden(string why) => new("FieldValueForbidden", $"Forbidden: {why}", Match);

    private static StatusCause Unsupported(string value, string supported) =>
        new("FieldValueNotSupported", $"Unsupported value: \"{value}\": supported values: {supported}", Match);
}
