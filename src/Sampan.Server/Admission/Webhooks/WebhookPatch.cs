using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Patching;
using Sampan.Server.Decoding;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Webhooks;

/// <summary>What a mutating webhook's patch does to an object.</summary>
internal static class WebhookPatch
{
    /// <summary>Patches the write's object; false if that leaves it as it is.</summary>
    /// <exception cref="WebhookFailure">The patch is none.</exception>
    /// <exception cref="Sampan.Kubernetes.Errors.ApiException">500: it does not apply, or makes something that is no such object.</exception>
    public static async ValueTask<bool> ApplyAsync(ServedCluster cluster, AdmissionWebhook webhook, AdmissionAnswer answer, AdmissionAttributes attributes, ServedResource matched, CancellationToken cancellationToken)
    {
        if (answer.Patch.Length == 0 || Operations(answer.Patch) is not { Count: > 0 } operations)
        {
            return false;
        }

        if (attributes.Object is null)
        {
            throw ApiErrors.Internal($"admission webhook {GoText.Quote(webhook.Name)} attempted to modify the object, which is not supported for this operation");
        }

        if (answer.PatchType != "JSONPatch")
        {
            throw new WebhookFailure($"unsupported patch type {GoText.Quote(answer.PatchType)}");
        }

        var before = attributes.Object.DeepClone().AsObject();
        var patched = Patched((await MatchedVersion.ShowAsync(cluster, attributes, matched, before, cancellationToken))!, operations);
        attributes.Replace(Decoded(await MatchedVersion.TakeBackAsync(cluster, attributes, matched, patched, cancellationToken), attributes));
        return !JsonNode.DeepEquals(before, attributes.Object);
    }

    private static JsonArray Operations(byte[] patch)
    {
        try
        {
            return JsonNode.Parse(patch) as JsonArray ?? throw new WebhookFailure("received undecodable patch in webhook response: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        }
        catch (JsonException exception)
        {
            throw new WebhookFailure($"received undecodable patch in webhook response: {JsonSyntaxText.Of(patch, exception)}");
        }
    }

    private static JsonObject Patched(JsonObject draft, JsonArray operations)
    {
        foreach (var operation in operations)
        {
            if (!JsonPatch.TryApply(draft, operation, out var why))
            {
                throw ApiErrors.Internal(why);
            }
        }

        return draft;
    }

    private static JsonObject Decoded(JsonObject patched, AdmissionAttributes attributes)
    {
        try
        {
            return DraftDecoding.DecodeMutated(patched, attributes.Kind, attributes.Subresource.Length == 0 ? attributes.Resource.CustomSchema : null);
        }
        catch (DecodingException exception)
        {
            throw ApiErrors.Internal(exception.Message);
        }
    }
}
