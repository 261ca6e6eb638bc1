using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Errors;

/// <summary>A meta/v1 <c>Status</c> that reports a failure, as an API server answers it.</summary>
/// <param name="Code">HTTP status code.</param>
/// <param name="Reason">Machine-readable reason, one of <see cref="StatusReasons"/>; empty where the server gives none.</param>
/// <param name="Message">What went wrong, for a person.</param>
public sealed record ApiStatus(int Code, string Reason, string Message)
{
    /// <summary>What the failure is about, or null.</summary>
    public StatusDetails? Details { get; init; }

    /// <summary>The <c>Status</c> object.</summary>
    public JsonObject ToJson()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (Reason.Length > 0)
        {
            status["reason"] = Reason;
        }

        if (Details is not null)
        {
            status["details"] = Details.ToJson();
        }

        status["code"] = Code;
        return status;
    }

    /// <summary>Reads a <c>Status</c> object that a server answered with the given HTTP code.</summary>
    public static ApiStatus Of(JsonElement status, int httpCode) =>
        new((int)(status.Integer("code") ?? httpCode), status.StringOrEmpty("reason"), status.StringOrEmpty("message"))
        {
            Details = status.Member("details") is { } details ? StatusDetails.Of(details) : null,
        };
}
