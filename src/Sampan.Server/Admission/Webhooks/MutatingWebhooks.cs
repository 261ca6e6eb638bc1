using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Webhooks;

/// <summary>The MutatingAdmissionWebhook admission plugin: webhooks are asked one after the other, and each sees what those before it have made of the object.</summary>
internal sealed class MutatingWebhooks : IAdmissionPlugin
{
    private static readonly ResourceType Configurations =
        new("admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", Namespaced: false);

    private readonly ServedCluster _cluster;
    private readonly WebhookCatalog _catalog;
    private readonly WebhookCaller _caller;

    public MutatingWebhooks(ServedCluster cluster)
    {
        _cluster = cluster;
        _catalog = new WebhookCatalog(cluster, Configurations);
        _caller = new WebhookCaller(cluster);
    }

    /// <inheritdoc/>
    public string Name => "MutatingAdmissionWebhook";

    /// <inheritdoc/>
    public async ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        var due = attributes.Reinvocation.Of(this);
        if (attributes.Reinvocation.IsRunning)
        {
            due.RequireIfChanged(attributes.Object);
        }

        var index = 0;
        foreach (var webhook in _catalog.All())
        {
            // Whoever was not asked in the first round is not in the second either.
            if (await _catalog.MatchAsync(webhook, attributes, cancellationToken) is { } matched && (!attributes.Reinvocation.IsRunning || due.Contains(webhook.Uid)))
            {
                await InvokeAsync(webhook, matched, attributes, due, index, cancellationToken);
            }

            index++;
        }

        due.Leave(attributes.Object);
    }

    private async ValueTask InvokeAsync(AdmissionWebhook webhook, ServedResource matched, AdmissionAttributes attributes, Reinvocation.Due due, int index, CancellationToken cancellationToken)
    {
        var place = $"round_{(attributes.Reinvocation.IsRunning ? 1 : 0)}_index_{index}";
        var isChanged = false;
        try
        {
            var answer = await _caller.AskAsync(webhook, attributes, matched, isMutating: true, cancellationToken);
            WebhookCaller.Report(webhook, answer, attributes);
            isChanged = answer.IsAllowed ? await WebhookPatch.ApplyAsync(_cluster, webhook, answer, attributes, matched, cancellationToken) : throw WebhookCaller.Denied(webhook, answer);
        }
        catch (WebhookFailure) when (webhook.IgnoresFailures)
        {
            attributes.Audit?.Annotate($"failed-open.mutation.webhook.admission.k8s.io/{place}", webhook.Name);
        }
        catch (WebhookFailure failure)
        {
            throw WebhookCaller.Failed(webhook, failure);
        }

        if (isChanged)
        {
            due.Require();
            attributes.Reinvocation.Want();
        }

        if (webhook.IsReinvoked)
        {
            due.Invoked(webhook.Uid);
        }

        attributes.Audit?.Annotate(
            $"mutation.webhook.admission.k8s.io/{place}",
            new JsonObject { ["configuration"] = webhook.Configuration, ["webhook"] = webhook.Name, ["mutated"] = isChanged }.ToJsonString());
    }
}
