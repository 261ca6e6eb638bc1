using System.Runtime.CompilerServices;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Admission.Expressions;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Webhooks;

/// <summary>
/// The webhooks of one kind of configuration as a cluster has them now, ordered by their configurations' names. What is
/// compiled of a configuration is kept as long as the object itself: a changed one is another object.
/// </summary>
internal sealed class WebhookCatalog(ServedCluster cluster, ResourceType configurations)
{
    private readonly ConditionalWeakTable<KubernetesObject, IReadOnlyList<AdmissionWebhook>> _compiled = [];

    /// <summary>The webhooks in the order in which they are called.</summary>
    public IEnumerable<AdmissionWebhook> All() => cluster.Store.Current
        .List(cluster.Resource(configurations).Collection)
        .SelectMany(found => _compiled.GetValue(found.Object, AdmissionWebhook.All));

    /// <summary>The resource as which a webhook is to see a write, or null if it is not to be called.</summary>
    /// <exception cref="Sampan.Kubernetes.Errors.ApiException">403: its match conditions cannot be evaluated, and it must not be passed by.</exception>
    public async ValueTask<ServedResource?> MatchAsync(AdmissionWebhook webhook, AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (webhook.Criteria.Match(cluster, attributes) is not { } matched)
        {
            return null;
        }

        var (holds, unclear) = webhook.Conditions.Evaluate(await AdmissionVariables.OfAsync(cluster, attributes, matched, null, cancellationToken));
        return holds ? matched
            : unclear is null || webhook.IgnoresFailures ? null
            : throw ApiErrors.Forbidden(attributes.Resource.Type, attributes.Name.Name, unclear);
    }
}
