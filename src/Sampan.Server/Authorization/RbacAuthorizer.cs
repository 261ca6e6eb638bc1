using System.Text.Json;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;

namespace Sampan.Server.Authorization;

/// <summary>Decides by the cluster's roles and bindings. Members of <c>system:masters</c> are not asked.</summary>
internal sealed class RbacAuthorizer(ServedCluster cluster)
{
    private const string Group = "rbac.authorization.k8s.io";
    private readonly string _roles = Collection(cluster.Name, "roles");
    private readonly string _roleBindings = Collection(cluster.Name, "rolebindings");
    private readonly string _clusterRoles = Collection(cluster.Name, "clusterroles");
    private readonly string _clusterRoleBindings = Collection(cluster.Name, "clusterrolebindings");

    /// <summary>403 if the user may not.</summary>
    public void Check(AccessRequest request)
    {
        if (request.User.IsMaster || Allow(request) is not null)
        {
            return;
        }

        if (!request.IsResource)
        {
            throw new ApiException(new ApiStatus(403, StatusReasons.Forbidden, $"forbidden: {request.Refusal()}") { Details = new StatusDetails() });
        }

        var groupResource = request.Group.Length == 0 ? request.Resource : $"{request.Resource}.{request.Group}";
        throw ApiErrors.Forbidden(groupResource, request.Group, request.Resource, request.Name, request.Refusal());
    }

    /// <summary>Why the request is allowed, empty for masters; null if it is not.</summary>
    public string? Allow(AccessRequest request) => request.User.IsMaster ? "" : Grants(request.User, request.Namespace).FirstOrDefault(grant => grant.Rule.Allows(request)).Why;

    /// <summary>The rules that hold for a user: everywhere, and in the namespace if one is given.</summary>
    public IEnumerable<(PolicyRule Rule, string Why)> Grants(UserInfo user, string @namespace)
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
            foreach (var rule in Rules(role.StringOrEmpty("kind"), role.StringOrEmpty("name"), bindingNamespace) ?? [])
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
            ? state.Get(new Storage.StoreKey(_roles, $"{@namespace}/{name}"))
            : state.Get(new Storage.StoreKey(_clusterRoles, name));
        if (found is null)
        {
            return null;
        }

        var aggregation = found.Object.Root.Member("aggregationRule", "clusterRoleSelectors");
        return aggregation is { ValueKind: JsonValueKind.Array } selectors
            ? [.. state.List(_clusterRoles).Where(role => role.Name != name && IsAggregated(role.Object, selectors)).SelectMany(role => RulesOf(role.Object)), .. RulesOf(found.Object)]
            : [.. RulesOf(found.Object)];
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
