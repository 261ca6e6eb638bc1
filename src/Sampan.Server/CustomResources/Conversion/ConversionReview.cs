using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;
using Sampan.Server.Webhooks;

namespace Sampan.Server.CustomResources.Conversion;

/// <summary>apiextensions.k8s.io ConversionReview: objects as a webhook is asked to convert them, and its answer.</summary>
internal static class ConversionReview
{
    private const string Group = "apiextensions.k8s.io";
    private const string Kind = "ConversionReview";

    /// <summary>The question. The objects are copied.</summary>
    public static JsonObject Request(string uid, string version, string desiredApiVersion, IEnumerable<JsonObject> objects)
    {
        var sent = new JsonArray();
        foreach (var each in objects)
        {
            sent.Add((JsonNode)each.DeepClone());
        }

        return new JsonObject
        {
            ["kind"] = Kind,
            ["apiVersion"] = $"{Group}/{version}",
            ["request"] = new JsonObject { ["uid"] = uid, ["desiredAPIVersion"] = desiredApiVersion, ["objects"] = sent },
        };
    }

    /// <summary>The converted objects of an answer, checked against the question. Reviews of v1beta1 are not checked for their identity.</summary>
    /// <exception cref="WebhookException">It answers another question, or reports a failure.</exception>
    public static IReadOnlyList<JsonElement> Read(JsonElement review, string uid, string version)
    {
        if (version == "v1" && GroupVersionKind.Parse(review.StringOrEmpty("apiVersion"), review.StringOrEmpty("kind")) is var kind && kind != new GroupVersionKind(Group, version, Kind))
        {
            throw new WebhookException($"expected webhook response of {Group}/{version}, Kind={Kind}, got {kind.Group}/{kind.Version}, Kind={kind.Kind}");
        }

        if (review.Member("response") is not { ValueKind: JsonValueKind.Object } response)
        {
            throw new WebhookException("no response provided");
        }

        if (version == "v1" && response.StringOrEmpty("uid") is var answered && answered != uid)
        {
            throw new WebhookException($"expected response.uid={GoText.Quote(uid)}, got {GoText.Quote(answered)}");
        }

        var result = response.Member("result") ?? default;
        var status = result.StringOrEmpty("status");
        if (status != "Success")
        {
            throw new WebhookException(result.StringOrEmpty("message") is { Length: > 0 } message ? message : $"response.result.status was '{status}', not 'Success'");
        }

        return [.. response.Items("convertedObjects")];
    }
}
