using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Admission.Expressions;
using Sampan.Server.Admission.Matching;
using Sampan.Server.Webhooks;

namespace Sampan.Server.Admission.Webhooks;

/// <summary>One webhook of a configuration, with everything compiled.</summary>
internal sealed record AdmissionWebhook
{
    /// <summary>Names it among all webhooks: those of one configuration need not have different names.</summary>
    public required string Uid { get; init; }

    public required string Name { get; init; }

    /// <summary>The name of the configuration that it is in.</summary>
    public required string Configuration { get; init; }

    public required WebhookAddress Address { get; init; }

    public required MatchCriteria Criteria { get; init; }

    public required MatchConditions Conditions { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>The first of its review versions that the server knows, or null.</summary>
    public string? ReviewVersion { get; init; }

    /// <summary>Whether a write is let pass where the webhook cannot be called.</summary>
    public bool IgnoresFailures { get; init; }

    /// <summary>Whether it may be called for what is not stored.</summary>
    public bool AllowsDryRun { get; init; }

    /// <summary>Whether it wants to see what others have made of the object after it.</summary>
    public bool IsReinvoked { get; init; }

    /// <summary>The webhooks of a configuration, in order.</summary>
    public static IReadOnlyList<AdmissionWebhook> All(KubernetesObject configuration)
    {
        List<AdmissionWebhook> webhooks = [];
        foreach (var webhook in configuration.Root.Items("webhooks"))
        {
            webhooks.Add(Compile(configuration.Metadata.Name, webhooks.Count, webhook));
        }

        return webhooks;
    }

    private static AdmissionWebhook Compile(string configuration, int index, JsonElement webhook) => new()
    {
        Uid = $"{configuration}/{index}",
        Name = webhook.StringOrEmpty("name"),
        Configuration = configuration,
        Address = WebhookAddress.Of(webhook.Member("clientConfig") ?? default),
        Criteria = MatchCriteria.OfWebhook(webhook),
        Conditions = MatchConditions.Of(webhook, AdmissionEnvironment.Of(hasParameters: false, hasAuthorizer: true)),
        Timeout = TimeSpan.FromSeconds(webhook.Integer("timeoutSeconds") ?? 10),
        ReviewVersion = webhook.Items("admissionReviewVersions").Select(version => version.GetString()).FirstOrDefault(version => version is "v1" or "v1beta1"),
        IgnoresFailures = webhook.StringOrEmpty("failurePolicy") == "Ignore",
        AllowsDryRun = webhook.StringOrEmpty("sideEffects") is "None" or "NoneOnDryRun",
        IsReinvoked = webhook.StringOrEmpty("reinvocationPolicy") == "IfNeeded",
    };
}
