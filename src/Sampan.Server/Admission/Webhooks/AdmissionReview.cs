using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Admission.Expressions;
using Sampan.Server.Registry;
using Sampan.Server.Webhooks;

namespace Sampan.Server.Admission.Webhooks;

/// <summary>admission.k8s.io AdmissionReview: a write as a webhook is asked about it, and its answer.</summary>
internal static class AdmissionReview
{
    private const string Group = "admission.k8s.io";

    /// <summary>The question.</summary>
    /// <param name="uid">What the answer must repeat.</param>
    /// <param name="version"><c>v1</c> or <c>v1beta1</c>.</param>
    /// <param name="attributes">The write.</param>
    /// <param name="matched">The resource as which the webhook knows the written one.</param>
    /// <param name="object">The object, in that resource's version, or null.</param>
    /// <param name="oldObject">The object as it was, likewise.</param>
    public static JsonObject Request(string uid, string version, AdmissionAttributes attributes, ServedResource matched, JsonObject? @object, JsonObject? oldObject)
    {
        var request = AdmissionRequest.Of(attributes, matched);
        request.Insert(0, "uid", uid);
        request["object"] = @object;
        request["oldObject"] = oldObject;
        return new JsonObject { ["kind"] = "AdmissionReview", ["apiVersion"] = $"{Group}/{version}", ["request"] = request };
    }

    /// <summary>The answer, checked against the question (webhook/request VerifyAdmissionResponse).</summary>
    /// <exception cref="WebhookException">It cannot be read.</exception>
    /// <exception cref="WebhookFailure">It answers another question, or not as the kind of webhook must.</exception>
    public static AdmissionAnswer Read(JsonElement review, string uid, string version, bool isMutating)
    {
        if (review.Member("response") is not { ValueKind: JsonValueKind.Object } response)
        {
            throw Invalid("webhook response was absent");
        }

        if (version == "v1")
        {
            CheckIdentity(review, response, uid);
        }

        var patch = Patch(response);
        if (version == "v1")
        {
            CheckPatch(response, patch, isMutating);
        }

        return new AdmissionAnswer
        {
            IsAllowed = Allowed(response),
            Status = response.Member("status") is { ValueKind: JsonValueKind.Object } status ? ApiStatus.Of(status, 0) : null,
            Patch = isMutating ? patch : [],
            PatchType = version == "v1" ? response.StringOrEmpty("patchType") : "JSONPatch",
            Warnings = [.. response.Items("warnings").Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            AuditAnnotations = response.StringMap("auditAnnotations"),
        };
    }

    private static void CheckIdentity(JsonElement review, JsonElement response, string uid)
    {
        if (response.StringOrEmpty("uid") != uid)
        {
            throw Invalid($"expected response.uid={GoText.Quote(uid)}, got {GoText.Quote(response.StringOrEmpty("uid"))}");
        }

        var (version, kind) = (review.StringOrEmpty("apiVersion"), review.StringOrEmpty("kind"));
        if (version != $"{Group}/v1" || kind != "AdmissionReview")
        {
            throw Invalid($"expected webhook response of {Group}/v1, Kind=AdmissionReview, got {(version.Contains('/', StringComparison.Ordinal) ? version : $"/{version}")}, Kind={kind}");
        }
    }

    private static void CheckPatch(JsonElement response, byte[] patch, bool isMutating)
    {
        var hasType = response.Member("patchType") is { ValueKind: not JsonValueKind.Null };
        var fault = (isMutating, patch.Length > 0, hasType) switch
        {
            (true, true, false) => "webhook returned response.patch but not response.patchType",
            (true, false, true) => "webhook returned response.patchType but not response.patch",
            (true, true, true) when response.StringOrEmpty("patchType").Length == 0 => "webhook returned invalid response.patchType of \"\"",
            (false, true, _) => "validating webhook may not return response.patch",
            (false, _, true) => "validating webhook may not return response.patchType",
            _ => null,
        };
        if (fault is not null)
        {
            throw Invalid(fault);
        }
    }

    private static bool Allowed(JsonElement response) => response.Member("allowed") switch
    {
        null or { ValueKind: JsonValueKind.False or JsonValueKind.Null } => false,
        { ValueKind: JsonValueKind.True } => true,
        { } other => throw new WebhookException($"json: cannot unmarshal {other.ValueKind.ToString().ToLowerInvariant()} into Go struct field AdmissionResponse.response.allowed of type bool"),
    };

    private static byte[] Patch(JsonElement response)
    {
        if (response.Member("patch") is not { ValueKind: JsonValueKind.String } patch)
        {
            return [];
        }

        return patch.TryGetBytesFromBase64(out var bytes) ? bytes : throw new WebhookException("illegal base64 data at input byte 0");
    }

    private static WebhookFailure Invalid(string why) => new($"received invalid webhook response: {why}");
}

/// <summary>What a webhook has answered.</summary>
internal sealed record AdmissionAnswer
{
    public bool IsAllowed { get; init; }

    /// <summary>Why not, in the webhook's own words, or null.</summary>
    public ApiStatus? Status { get; init; }

    /// <summary>What the object is to be changed by; empty: nothing.</summary>
    public byte[] Patch { get; init; } = [];

    public string PatchType { get; init; } = "";

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyDictionary<string, string> AuditAnnotations { get; init; } = new Dictionary<string, string>();
}
