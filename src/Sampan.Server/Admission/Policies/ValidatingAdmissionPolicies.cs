using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Admission.Expressions;
using Sampan.Server.Discovery;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Policies;

/// <summary>The ValidatingAdmissionPolicy admission plugin (apiserver/pkg/admission/plugin/policy/validating).</summary>
internal sealed class ValidatingAdmissionPolicies : IAdmissionPlugin
{
    private static readonly ResourceType Policies = new("admissionregistration.k8s.io", "v1", "validatingadmissionpolicies", "ValidatingAdmissionPolicy", Namespaced: false);
    private static readonly ResourceType Bindings = new("admissionregistration.k8s.io", "v1", "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding", Namespaced: false);

    private readonly ServedCluster _cluster;
    private readonly PolicyCatalog<ValidatingPolicy> _catalog;

    public ValidatingAdmissionPolicies(ServedCluster cluster)
    {
        _cluster = cluster;
        _catalog = new PolicyCatalog<ValidatingPolicy>(cluster, Policies, Bindings, ValidatingPolicy.Compile);
    }

    /// <inheritdoc/>
    public string Name => "ValidatingAdmissionPolicy";

    /// <inheritdoc/>
    public async ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        // The first refusal decides, but every policy may warn.
        ApiException? refusal = null;
        JsonArray failures = [];
        foreach (var (policy, bindings) in _catalog.Bound())
        {
            if (policy.Criteria.Match(_cluster, attributes) is not { } matched)
            {
                continue;
            }

            if (PolicyParameters.Misconfiguration(_cluster, policy.Spec) is { } error)
            {
                refusal ??= policy.IgnoresFailures ? null : Refuse(policy, null, attributes, new PolicyDenial(error));
                continue;
            }

            foreach (var binding in bindings)
            {
                if (binding.Criteria is null || binding.Criteria.Match(_cluster, attributes) is not null)
                {
                    var own = await ApplyAsync(policy, binding, matched, attributes, failures, cancellationToken);
                    refusal ??= own;
                }
            }
        }

        if (failures.Count > 0)
        {
            attributes.Audit?.Annotate("validation.policy.admission.k8s.io/validation_failure", failures.ToJsonString());
        }

        if (refusal is not null)
        {
            throw refusal;
        }
    }

    // The first refusal, or null. What is only to be audited is added to the failures.
    private async ValueTask<ApiException?> ApplyAsync(ValidatingPolicy policy, PolicyBinding binding, ServedResource matched, AdmissionAttributes attributes, JsonArray failures, CancellationToken cancellationToken)
    {
        var (parameters, error) = await PolicyParameters.FindAsync(_cluster, policy.Spec, binding.Spec, attributes.Name.Namespace, cancellationToken);
        var refusal = error is null || policy.IgnoresFailures ? null : Refuse(policy, binding, attributes, new PolicyDenial($"failed to configure binding: {error}"));
        foreach (var parameter in parameters)
        {
            foreach (var denial in ValidatingPolicyRun.Evaluate(policy, await AdmissionVariables.OfAsync(_cluster, attributes, matched, parameter, cancellationToken)))
            {
                if (denial.IsUnconditional || binding.Actions.Contains("Deny"))
                {
                    refusal ??= Refuse(policy, binding, attributes, denial);
                }

                if (binding.Actions.Contains("Audit") && attributes.Audit is not null)
                {
                    failures.Add((JsonNode)new JsonObject
                    {
                        ["message"] = denial.Message,
                        ["policy"] = policy.Name,
                        ["binding"] = binding.Name,
                        ["expressionIndex"] = denial.ExpressionIndex,
                        ["validationActions"] = DiscoveryDocuments.Strings(binding.Actions),
                    });
                }

                if (binding.Actions.Contains("Warn"))
                {
                    attributes.Warnings.Add($"Validation failed for ValidatingAdmissionPolicy '{policy.Name}' with binding '{binding.Name}': {denial.Message}");
                }
            }
        }

        return refusal;
    }

    private static ApiException Refuse(ValidatingPolicy policy, PolicyBinding? binding, AdmissionAttributes attributes, PolicyDenial denial)
    {
        var bound = binding is null ? "" : $" with binding '{binding.Name}'";
        var message = $"ValidatingAdmissionPolicy '{policy.Name}'{bound} denied request: {denial.Message}";
        var reason = denial.Reason.Length == 0 ? StatusReasons.Invalid : denial.Reason;
        return AdmissionRefusal.Of(attributes, message, reason, reason switch
        {
            StatusReasons.Forbidden => 403,
            StatusReasons.Unauthorized => 401,
            StatusReasons.RequestEntityTooLarge => 413,
            _ => 422,
        });
    }
}
