using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Webhooks;

namespace Sampan.Server.CustomResources.Conversion;

/// <summary>Who turns a custom resource's objects from one version into another (apiextensions <c>spec.conversion</c> of strategy <c>Webhook</c>).</summary>
/// <param name="Address">Where it is asked.</param>
/// <param name="ReviewVersion">The version of the reviews that it is sent: the first of its own that this server knows. Null: it knows none of them.</param>
internal sealed record ConversionWebhook(WebhookAddress Address, string? ReviewVersion)
{
    /// <summary>The webhook that a definition's spec names; null where versions differ by name alone.</summary>
    public static ConversionWebhook? Of(JsonElement spec)
    {
        var conversion = spec.Member("conversion") ?? default;
        return conversion.StringOrEmpty("strategy") == "Webhook" && conversion.Member("webhook", "clientConfig") is { } config
            ? new ConversionWebhook(WebhookAddress.Of(config), Version((conversion.Member("webhook") ?? default).Items("conversionReviewVersions")))
            : null;
    }

    private static string? Version(IEnumerable<JsonElement> versions) =>
        versions.Select(version => version.ToString()).FirstOrDefault(version => version is "v1" or "v1beta1");
}
