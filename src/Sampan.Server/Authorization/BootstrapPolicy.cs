using System.IO.Compression;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Authorization;

/// <summary>The roles and bindings that every cluster starts with, from the embedded data file that <c>eng/ReferenceData</c> packs.</summary>
internal static class BootstrapPolicy
{
    private const string Group = "rbac.authorization.k8s.io";

    private static readonly Lazy<JsonObject> Data = new(() =>
    {
        using var stream = typeof(BootstrapPolicy).Assembly.GetManifestResourceStream("Sampan.Server.bootstrap-policy.json.br")
            ?? throw new InvalidOperationException("The data file bootstrap-policy.json.br is not in the assembly.");
        using var text = new BrotliStream(stream, CompressionMode.Decompress);
        return JsonNode.Parse(text)!.AsObject();
    });

    /// <summary>A ClusterRole, shared: not to be changed.</summary>
    public static JsonObject ClusterRole(string name) =>
        Data.Value["clusterroles"]!.AsArray().Select(role => role!.AsObject()).First(role => role["metadata"]!["name"]!.GetValue<string>() == name);

    /// <summary>Every object, as fresh drafts.</summary>
    public static IEnumerable<(ResourceType Type, JsonObject Draft)> Objects()
    {
        foreach (var (plural, kind, namespaced) in new[]
        {
            ("clusterroles", "ClusterRole", false), ("clusterrolebindings", "ClusterRoleBinding", false),
            ("roles", "Role", true), ("rolebindings", "RoleBinding", true),
        })
        {
            foreach (var entry in Data.Value[plural]!.AsArray())
            {
                var draft = entry!.DeepClone().AsObject();
                if (draft["rules"] is null)
                {
                    draft.Remove("rules");
                }

                yield return (new ResourceType(Group, "v1", plural, kind, namespaced), draft);
            }
        }
    }
}
