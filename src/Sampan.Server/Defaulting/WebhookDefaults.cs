using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>admissionregistration.k8s.io/v1 MutatingWebhookConfiguration and ValidatingWebhookConfiguration.</summary>
internal static class WebhookDefaults
{
    public static void Apply(JsonObject configuration, bool mutating)
    {
        foreach (var webhook in configuration.Each("webhooks"))
        {
            webhook.Default("failurePolicy", "Fail");
            webhook.Default("matchPolicy", "Equivalent");
            webhook.Default("namespaceSelector", new JsonObject());
            webhook.Default("objectSelector", new JsonObject());
            webhook.Default("timeoutSeconds", 10);
            if (mutating)
            {
                webhook.Default("reinvocationPolicy", "Never");
            }

            webhook.At("clientConfig", "service")?.Default("port", 443);
            AdmissionPolicyDefaults.ApplyToRules(webhook, "rules");
        }
    }
}
