using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Admission.Expressions;
using Sampan.Server.Defaulting;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Policies;

/// <summary>The MutatingAdmissionPolicy admission plugin (apiserver/pkg/admission/plugin/policy/mutating).</summary>
internal sealed class MutatingAdmissionPolicies : IAdmissionPlugin
{
    private static readonly ResourceType Policies = new("admissionregistration.k8s.io", "v1", "mutatingadmissionpolicies", "MutatingAdmissionPolicy", Namespaced: false);
    private static readonly ResourceType Bindings = new("admissionregistration.k8s.io", "v1", "mutatingadmissionpolicybindings", "MutatingAdmissionPolicyBinding", Namespaced: false);

    private readonly ServedCluster _cluster;
    private readonly PolicyCatalog<MutatingPolicy> _catalog;

    public MutatingAdmissionPolicies(ServedCluster cluster)
    {
        _cluster = cluster;
        _catalog = new PolicyCatalog<MutatingPolicy>(cluster, Policies, Bindings, MutatingPolicy.Compile);
    }

    /// <inheritdoc/>
    public string Name => "MutatingAdmissionPolicy";

    /// <inheritdoc/>
    public async ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (attributes.Object is null)
        {
            return;
        }

        var due = attributes.Reinvocation.Of(this);
        if (attributes.Reinvocation.IsRunning)
        {
            due.RequireIfChanged(attributes.Object);
        }

        foreach (var (policy, bindings) in _catalog.Bound())
        {
            if (policy.Criteria.Match(_cluster, attributes) is not { } matched)
            {
                continue;
            }

            if (PolicyParameters.Misconfiguration(_cluster, policy.Spec) is { } error)
            {
                Refuse(policy, null, attributes, error);
                continue;
            }

            foreach (var binding in bindings)
            {
                if (binding.Criteria is null || binding.Criteria.Match(_cluster, attributes) is not null)
                {
                    await ApplyAsync(policy, binding, matched, attributes, due, cancellationToken);
                }
            }
        }

        due.Leave(attributes.Object);
    }

    private async ValueTask ApplyAsync(MutatingPolicy policy, PolicyBinding binding, ServedResource matched, AdmissionAttributes attributes, Reinvocation.Due due, CancellationToken cancellationToken)
    {
        var (parameters, error) = await PolicyParameters.FindAsync(_cluster, policy.Spec, binding.Spec, attributes.Name.Namespace, cancellationToken);
        Refuse(policy, binding, attributes, error is null ? null : $"failed to configure binding: {error}");
        foreach (var parameter in parameters)
        {
            var invocation = $"{policy.Name}/{binding.Name}/{parameter?.NamespacedName}";
            Refuse(policy, binding, attributes, await MutateAsync(policy, matched, attributes, parameter, invocation, due, cancellationToken));
        }
    }

    // What went wrong, or null.
    private async ValueTask<string?> MutateAsync(MutatingPolicy policy, ServedResource matched, AdmissionAttributes attributes, KubernetesObject? parameter, string invocation, Reinvocation.Due due, CancellationToken cancellationToken)
    {
        var (holds, unclear) = policy.Conditions.Evaluate(await AdmissionVariables.OfAsync(_cluster, attributes, matched, parameter, cancellationToken));
        if (!holds || (attributes.Reinvocation.IsRunning && !due.Contains(invocation)))
        {
            return unclear;
        }

        var budget = new ExpressionBudget();
        foreach (var (program, isPatch) in policy.Mutations)
        {
            // Each mutation sees what those before it have done.
            var variables = await AdmissionVariables.OfAsync(_cluster, attributes, matched, parameter, cancellationToken);
            variables.ComposedVariables = new ComposedVariables(policy.Variables, variables, budget);
            var (result, error) = budget.Evaluate(program, variables);
            if (error is not null)
            {
                return error;
            }

            var (changed, fault) = isPatch ? PolicyMutation.Patch(attributes.Object!, result.Value) : PolicyMutation.Apply(attributes.Object!, result.Value, attributes.Subresource.Length == 0 ? attributes.Resource.Schema : null);
            if (changed is null)
            {
                return fault;
            }

            SetDefaults(attributes, changed);
            attributes.Replace(changed);
        }

        due.Require();
        attributes.Reinvocation.Want();
        if (policy.IsReinvoked)
        {
            due.Invoked(invocation);
        }

        return null;
    }

    private static void SetDefaults(AdmissionAttributes attributes, JsonObject changed)
    {
        if (attributes.Resource.CustomSchema is { } schema)
        {
            schema.SetDefaults(changed);
        }
        else if (attributes.Subresource.Length == 0)
        {
            BuiltInDefaults.Apply(changed, attributes.Kind);
        }
    }

    private static void Refuse(MutatingPolicy policy, PolicyBinding? binding, AdmissionAttributes attributes, string? error)
    {
        if (error is null || policy.IgnoresFailures)
        {
            return;
        }

        // Unlike other refusals, this one's message is the cause alone.
        var message = binding is null ? $"policy \"{policy.Name}\" denied request: {error}" : $"policy '{policy.Name}' with binding '{binding.Name}' denied request: {error}";
        var refusal = AdmissionRefusal.Of(attributes, message, StatusReasons.Invalid, 403);
        throw new ApiException(refusal.Status with { Message = message });
    }
}
