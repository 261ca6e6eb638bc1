using Sampan.Controllers.Runtime;
using Sampan.Fleet.Api;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>Completes new policies, brings their changes to their templates, and frees the templates of those that go.</summary>
internal sealed class PolicyReconciler(HubContext hub, ResourceType type, TemplateDetector detector) : IReconciler
{
    private readonly Claims _claims = new(hub);

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (hub.Informers.For(type).Get(key) is not { } stored)
        {
            return ReconcileResult.Done;
        }

        var policy = Policy.Of(stored);
        if (policy.IsDeleting)
        {
            // Before the templates are known there is no telling which ones the policy claims.
            await detector.PolicyChangedAsync(policy, cancellationToken);
            await ReleaseAsync(policy, _ => true, cancellationToken);
            var finalizer = policy.IsClusterScoped ? FleetFinalizers.ClusterPropagationPolicy : FleetFinalizers.PropagationPolicy;
            await hub.Cluster.RemoveFinalizerAsync(type, stored, finalizer, cancellationToken);
        }
        else if (PolicyCompletion.Complete(stored, PermanentIds.New) is { } completed)
        {
            await hub.Cluster.UpdateAsync(type, completed, cancellationToken);
        }
        else
        {
            await detector.PolicyChangedAsync(policy, cancellationToken);
            await ReleaseAsync(policy, template => ResourceSelector.Best(policy.Selectors, template) == SelectorMatch.None, cancellationToken);
            await PreemptAsync(policy, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private async Task ReleaseAsync(Policy policy, Predicate<KubernetesObject> isReleased, CancellationToken cancellationToken)
    {
        foreach (var (templateType, template) in detector.ClaimedBy(policy).Where(claimed => isReleased(claimed.Template)).ToList())
        {
            await _claims.RemoveAsync(templateType, template, Claim.By(policy), cancellationToken);
        }
    }

    private async Task PreemptAsync(Policy policy, CancellationToken cancellationToken)
    {
        if (!hub.Options.AllowPreemption || !policy.Preempts)
        {
            return;
        }

        foreach (var (templateType, template) in detector.SelectedBy(policy).ToList())
        {
            if (Preemption.Takes(policy, template, hub.Policies))
            {
                var draft = template.ToDraft();
                Claim.By(policy).Put(draft);
                await hub.Cluster.UpdateAsync(templateType, draft, cancellationToken);
            }
        }
    }
}
