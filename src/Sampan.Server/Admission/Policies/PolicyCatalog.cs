using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Admission.Matching;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Policies;

/// <summary>
/// The policies of one kind and their bindings as a cluster has them now. What is compiled of an object is kept as long as
/// the object itself: a changed policy is another object.
/// </summary>
/// <typeparam name="TPolicy">The compiled form of a policy. Annotated for native code, as the weak table asks.</typeparam>
internal sealed class PolicyCatalog<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TPolicy>(ServedCluster cluster, ResourceType policies, ResourceType bindings, Func<KubernetesObject, TPolicy> compile)
    where TPolicy : class
{
    private readonly ConditionalWeakTable<KubernetesObject, TPolicy> _policies = [];
    private readonly ConditionalWeakTable<KubernetesObject, PolicyBinding> _bindings = [];

    /// <summary>The policies that are bound, by name, each with its bindings.</summary>
    public IEnumerable<(TPolicy Policy, IReadOnlyList<PolicyBinding> Bindings)> Bound()
    {
        var state = cluster.Store.Current;
        List<PolicyBinding>? bound = null;
        foreach (var found in state.List(cluster.Resource(policies).Collection))
        {
            bound ??= [.. state.List(cluster.Resource(bindings).Collection).Select(entry => _bindings.GetValue(entry.Object, PolicyBinding.Of))];
            var own = bound.FindAll(binding => binding.Policy == found.Name);
            if (own.Count > 0)
            {
                yield return (_policies.GetValue(found.Object, policy => compile(policy)), own);
            }
        }
    }
}

/// <summary>A binding of a policy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Policy">The name of the policy.</param>
/// <param name="Spec">The whole spec.</param>
/// <param name="Criteria">Which of the policy's writes it is about, or null for all.</param>
/// <param name="Actions">What a failed validation leads to.</param>
internal sealed record PolicyBinding(string Name, string Policy, JsonElement Spec, MatchCriteria? Criteria, IReadOnlyList<string> Actions)
{
    public static PolicyBinding Of(KubernetesObject binding)
    {
        var spec = binding.Root.Member("spec") ?? default;
        return new PolicyBinding(
            binding.Metadata.Name,
            spec.StringOrEmpty("policyName"),
            spec,
            spec.Member("matchResources") is { ValueKind: JsonValueKind.Object } match ? MatchCriteria.OfPolicy(match) : null,
            [.. spec.Items("validationActions").Select(action => action.ToString())]);
    }
}
