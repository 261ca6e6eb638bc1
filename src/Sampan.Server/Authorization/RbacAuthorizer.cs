using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;
using Sampan.Server.Storage;

namespace Sampan.Server.Authorization;

/// <summary>Decides by the cluster's roles and bindings.</summary>
internal sealed class RbacAuthorizer(ServedCluster cluster)
{
    private const string Group = "rbac.authorization.k8s.io";
    private readonly string _roles = Collection(cluster.Name, "roles");
    private readonly string _roleBindings = Collection(cluster.Name, "rolebindings");
    private readonly string _clusterRoles = Collection(cluster.Name, "clusterroles");
    private readonly string _clusterRoleBindings = Collection(cluster.Name, "clusterrolebindings");

    /// <summary>Allows what a rule allows; otherwise the reason names bound roles that do not exist.</summary>
    public AccessDecision Decide(AccessRequest request)
    {
        List<string> missing = [];
        var found = Grants(request.User, request.Namespace, missing).FirstOrDefault(grant => grant.Rule.Allows(request));
        return found.Why is { } why ? AccessDecision.Allowed(why)
            : missing.Count == 0 ? AccessDecision.NoOpinion
            : AccessDecision.Refused($"RBAC: {(missing.Count == 1 ? missing[0] : $"[{string.Join(", ", missing.Distinct())}]")}");
    }

    /// <summary>The rules that hold for a user: everywhere, and in the namespace if one is given.</summary>
    /// <param name="user">The user.</param>
    /// <param name="namespace">The namespace, or empty.</param>
    /// <param name="missing">Takes what is wrong with bindings to roles that do not exist.</param>
    public IEnumerable<(PolicyRule Rule, string Why)> Grants(UserInfo user, string @namespace, List<string>? missing = null)
    {
        var state = cluster.Store.Current;
        var bindings = state.List(_clusterRoleBindings).Select(found => (Binding: found.Object, Namespace: ""));
        if (@namespace.Length > 0)
        {
            bindings = bindings.Concat(state.List(_roleBindings, @namespace + "/").Select(found => (Binding: found.Object, Namespace: @namespace)));
        }

        foreach (var (binding, bindingNamespace) in bindings)
        {
            if (Subject(binding, user, bindingNamespace) is not { } subject)
            {
                continue;
            }

            var role = binding.Root.Member("roleRef") ?? default;
            var kind = bindingNamespace.Length == 0 ? "ClusterRoleBinding" : "RoleBinding";
            var place = bindingNamespace.Length == 0 ? binding.Metadata.Name : $"{binding.Metadata.Name}/{bindingNamespace}";
            var why = $"RBAC: allowed by {kind} \"{place}\" of {role.StringOrEmpty("kind")} \"{role.StringOrEmpty("name")}\" to {subject}";
            var rules = Rules(role.StringOrEmpty("kind"), role.StringOrEmpty("name"), bindingNamespace);
            if (rules is null)
            {
                missing?.Add($"{role.StringOrEmpty("kind").ToLowerInvariant()}.{Group} \"{role.StringOrEmpty("name")}\" not found");
            }

            foreach (var rule in rules ?? [])
            {
                yield return (rule, why);
            }
        }
    }

    /// <summary>A role's rules, aggregated ones included; null if there is no such role.</summary>
    public IReadOnlyList<PolicyRule>? Rules(string kind, string name, string @namespace)
    {
        var state = cluster.Store.Current;
        var found = kind == "Role"
            ? state.Get(new StoreKey(_roles, $"{@namespace}/{name}"))
            : state.Get(new StoreKey(_clusterRoles, name));
        if (found is null)
        {
            return null;
        }

        List<PolicyRule> rules = [];
        AddRules(state, found, rules, []);
        return rules;
    }

    // What is aggregated may itself aggregate, as admin does edit, and edit view.
    private void AddRules(StoreSnapshot state, StoredObject role, List<PolicyRule> rules, HashSet<string> seen)
    {
        if (!seen.Add(role.Name))
        {
            return;
        }

        if (role.Object.Root.Member("aggregationRule", "clusterRoleSelectors") is { ValueKind: JsonValueKind.Array } selectors)
        {
            foreach (var other in state.List(_clusterRoles).Where(other => IsAggregated(other.Object, selectors)))
            {
                AddRules(state, other, rules, seen);
            }
        }

        rules.AddRange(RulesOf(role.Object));
    }

    private static bool IsAggregated(KubernetesObject role, JsonElement selectors) =>
        selectors.EnumerateArray().Any(selector => Kubernetes.Selectors.LabelSelector.Of(selector).Matches(role.Metadata.Labels));

    private static IEnumerable<PolicyRule> RulesOf(KubernetesObject role) => role.Root.Items("rules").Select(PolicyRule.Of);

    private static string? Subject(KubernetesObject binding, UserInfo user, string @namespace)
    {
        foreach (var subject in binding.Root.Items("subjects"))
        {
            var name = subject.StringOrEmpty("name");
            switch (subject.StringOrEmpty("kind"))
            {
                case "User" when name == user.Name:
                    return $"User \"{name}\"";
                case "Group" when user.Groups.Contains(name):
                    return $"Group \"{name}\"";
                case "ServiceAccount":
                    var own = subject.StringOrEmpty("namespace") is { Length: > 0 } given ? given : @namespace;
                    if (user.Name == $"system:serviceaccount:{own}:{name}")
                    {
                        return $"ServiceAccount \"{name}/{own}\"";
                    }

                    break;
            }
        }

        return null;
    }

    private static string Collection(string cluster, string plural) => ResourceTable.Collection(cluster, new ResourceType(Group, "v1", plural, "", false));
}
