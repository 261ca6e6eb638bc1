using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>rbac.authorization.k8s.io/v1 RoleBinding and ClusterRoleBinding.</summary>
internal static class RoleBindingRow
{
    public static IReadOnlyList<JsonNode?> Of(JsonElement root, DateTimeOffset now)
    {
        var role = root.Member("roleRef") ?? default;
        return [
            root.Name(),
            $"{role.StringOrEmpty("kind")}/{role.StringOrEmpty("name")}",
            HumanDuration.Age(root, now),
            Subjects(root, "User", subject => subject.StringOrEmpty("name")),
            Subjects(root, "Group", subject => subject.StringOrEmpty("name")),
            Subjects(root, "ServiceAccount", subject => $"{subject.StringOrEmpty("namespace")}/{subject.StringOrEmpty("name")}"),
        ];
    }

    private static string Subjects(JsonElement root, string kind, Func<JsonElement, string> name) =>
        string.Join(", ", root.Items("subjects").Where(subject => subject.StringOrEmpty("kind") == kind).Select(name));
}
