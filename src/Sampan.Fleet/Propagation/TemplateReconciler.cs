using Sampan.Controllers.Runtime;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Naming;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>Finds a template's policy, claims it, and keeps its binding. A template that is gone takes its binding with it.</summary>
internal sealed class TemplateReconciler(HubContext hub, Informer templates, Predicate<NamespacedName> takeUserChange) : IReconciler
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private readonly BindingWriter _bindings = new(hub);

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        var isByUser = takeUserChange(key);
        if (templates.Get(key) is not { } template)
        {
            await _bindings.DeleteAsync(templates.Type, key, cancellationToken);
            return ReconcileResult.Done;
        }

        if (!IsPropagated(template) || template.Metadata.DeletionTimestamp is not null)
        {
            return ReconcileResult.Done;
        }

        switch (PropagationRules.Decide(template, hub.Policies, hub.HasOverride))
        {
            case PropagationDecision.Retry:
                return ReconcileResult.After(RetryAfter);
            case PropagationDecision.Unclaim unclaim:
                await new Claims(hub).RemoveAsync(templates.Type, template, unclaim.Claim, cancellationToken);
                break;
            case PropagationDecision.Apply apply:
                await ApplyAsync(template, apply.Policy, isByUser, cancellationToken);
                break;
        }

        return ReconcileResult.Done;
    }

    private async Task ApplyAsync(KubernetesObject template, Policy policy, bool isByUser, CancellationToken cancellationToken)
    {
        if (policy.Id.Length == 0)
        {
            // The policy's own loop gives it an id, and comes back to its templates then.
            return;
        }

        var claim = Claim.By(policy);
        if (!claim.IsOn(template.Metadata))
        {
            var draft = template.ToDraft();
            claim.Put(draft);
            template = await hub.Cluster.UpdateAsync(templates.Type, draft, cancellationToken);
        }

        if (!policy.IsLazy || isByUser)
        {
            await _bindings.WriteAsync(template, policy, cancellationToken);
        }
    }

    private static bool IsPropagated(KubernetesObject template)
    {
        var @namespace = template.Metadata.Namespace;
        return !ExecutionNamespace.IsReserved(@namespace)
            && !@namespace.StartsWith("kube-", StringComparison.Ordinal)
            && !template.GroupVersionKind.Group.EndsWith(".karmada.io", StringComparison.Ordinal);
    }
}
