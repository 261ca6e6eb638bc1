using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Registry;
using Sampan.Server.Webhooks;

namespace Sampan.Server.Admission.Webhooks;

/// <summary>Asks webhooks about writes: what mutating and validating ones have in common.</summary>
internal sealed class WebhookCaller(ServedCluster cluster)
{
    /// <summary>The webhook's answer.</summary>
    /// <exception cref="WebhookFailure">There is none.</exception>
    /// <exception cref="ApiException">400: the webhook has side effects, and nothing is to be stored.</exception>
    public async ValueTask<AdmissionAnswer> AskAsync(AdmissionWebhook webhook, AdmissionAttributes attributes, ServedResource matched, bool isMutating, CancellationToken cancellationToken)
    {
        if (attributes.DryRun && !webhook.AllowsDryRun)
        {
            throw ApiException.BadRequest($"admission webhook {GoText.Quote(webhook.Name)} does not support dry run");
        }

        var version = webhook.ReviewVersion ?? throw new WebhookFailure("could not create admission objects: webhook does not accept known AdmissionReview versions (v1, v1beta1)");
        var uid = Guid.NewGuid().ToString();
        var review = AdmissionReview.Request(uid, version, attributes, matched, await ShownAsync(attributes.Object), await ShownAsync(attributes.OldObject));
        try
        {
            return AdmissionReview.Read(await cluster.Webhooks.PostAsync(webhook.Address, review, webhook.Timeout, cancellationToken), uid, version, isMutating);
        }
        catch (WebhookException exception)
        {
            throw new WebhookFailure($"failed to call webhook: {exception.Message}");
        }

        ValueTask<JsonObject?> ShownAsync(JsonObject? draft) => MatchedVersion.ShowAsync(cluster, attributes, matched, draft, cancellationToken);
    }

    /// <summary>The refusal that a webhook's failure is, unless its policy is to ignore that.</summary>
    public static ApiException Failed(AdmissionWebhook webhook, WebhookFailure failure) =>
        ApiErrors.Internal($"failed calling webhook {GoText.Quote(webhook.Name)}: {failure.Message}");

    /// <summary>The refusal that a webhook has answered (webhook/errors ToStatusErr).</summary>
    public static ApiException Denied(AdmissionWebhook webhook, AdmissionAnswer answer)
    {
        var status = answer.Status ?? new ApiStatus(0, "", "");
        var by = $"admission webhook {GoText.Quote(webhook.Name)} denied the request";
        return new ApiException(status with
        {
            Code = Math.Max(status.Code, 400),
            Message = status.Message.Length > 0 ? $"{by}: {status.Message}" : status.Reason.Length > 0 ? $"{by}: {status.Reason}" : $"{by} without explanation",
        });
    }

    /// <summary>Passes on what a webhook has said beside its answer.</summary>
    public static void Report(AdmissionWebhook webhook, AdmissionAnswer answer, AdmissionAttributes attributes)
    {
        attributes.Warnings.AddRange(answer.Warnings);
        foreach (var (key, value) in answer.AuditAnnotations)
        {
            attributes.Audit?.Annotate($"{webhook.Name}/{key}", value);
        }
    }
}
