using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>rbac.authorization.k8s.io/v1 RoleBinding and ClusterRoleBinding.</summary>
internal static class RoleBindingDefaults
{
    private const string Group = "rbac.authorization.k8s.io";

    public static void Apply(JsonObject binding)
    {
        binding.Ensure("roleRef").DefaultText("apiGroup", Group);
        foreach (var subject in binding.Each("subjects").Where(subject => subject.TextOf("kind") is "User" or "Group"))
        {
            subject.DefaultText("apiGroup", Group);
        }
    }
}
