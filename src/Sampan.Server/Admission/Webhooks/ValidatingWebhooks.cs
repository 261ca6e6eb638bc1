using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Webhooks;

/// <summary>The ValidatingAdmissionWebhook admission plugin: all webhooks are asked at once, and the first refusal in order decides.</summary>
internal sealed class ValidatingWebhooks : IAdmissionPlugin
{
    private static readonly ResourceType Configurations =
        new("admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", Namespaced: false);

    private readonly WebhookCatalog _catalog;
    private readonly WebhookCaller _caller;

    public ValidatingWebhooks(ServedCluster cluster)
    {
        _catalog = new WebhookCatalog(cluster, Configurations);
        _caller = new WebhookCaller(cluster);
    }

    /// <inheritdoc/>
    public string Name => "ValidatingAdmissionWebhook";

    /// <inheritdoc/>
    public async ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        List<(AdmissionWebhook Webhook, Task<AdmissionAnswer> Answer)> asked = [];
        foreach (var webhook in _catalog.All())
        {
            if (await _catalog.MatchAsync(webhook, attributes, cancellationToken) is { } matched)
            {
                asked.Add((webhook, _caller.AskAsync(webhook, attributes, matched, isMutating: false, cancellationToken).AsTask()));
            }
        }

        ApiException? refusal = null;
        for (var i = 0; i < asked.Count; i++)
        {
            var own = await RefusalAsync(asked[i].Webhook, asked[i].Answer, attributes, i);
            refusal ??= own;
        }

        if (refusal is not null)
        {
            throw refusal;
        }
    }

    private static async ValueTask<ApiException?> RefusalAsync(AdmissionWebhook webhook, Task<AdmissionAnswer> asked, AdmissionAttributes attributes, int index)
    {
        try
        {
            var answer = await asked;
            WebhookCaller.Report(webhook, answer, attributes);
            return answer.IsAllowed ? null : WebhookCaller.Denied(webhook, answer);
        }
        catch (WebhookFailure) when (webhook.IgnoresFailures)
        {
            attributes.Audit?.Annotate($"failed-open.validating.webhook.admission.k8s.io/round_0_index_{index}", webhook.Name);
            return null;
        }
        catch (WebhookFailure failure)
        {
            return WebhookCaller.Failed(webhook, failure);
        }
        catch (ApiException exception)
        {
            return exception;
        }
    }
}
