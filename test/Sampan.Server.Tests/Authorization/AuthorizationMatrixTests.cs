using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Authorization;
using Sampan.Server.Embedded;
using Sampan.Server.Resources;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.Authorization;

/// <summary>
/// Every verb on every resource and subresource, as admin, edit, view and nobody: in a namespace that binds the role, in
/// another one, and at the cluster scope. What is expected is read off the default roles, without the authorizer's code.
/// </summary>
public sealed class AuthorizationMatrixTests : IAsyncLifetime
{
    private const string Bound = "bound";
    private const string Elsewhere = "elsewhere";
    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        var master = new ApiUser(_server, UserInfo.Master("master"));
        foreach (var name in new[] { Bound, Elsewhere })
        {
            Assert.Equal(201, (await master.SendAsync("POST", "/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{name}}}"}}""")).Code);
        }

        foreach (var role in new[] { "admin", "edit", "view" })
        {
            var subjectAndRole = $$$"""
                "subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"{0}{{{role}}}"}],"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"{{{role}}}"}
                """;
            Assert.Equal(201, (await master.SendAsync("POST", $"/apis/rbac.authorization.k8s.io/v1/namespaces/{Bound}/rolebindings", $$$"""{"metadata":{"name":"{{{role}}}"},{{{subjectAndRole.Replace("{0}", "", StringComparison.Ordinal)}}}}""")).Code);
            Assert.Equal(201, (await master.SendAsync("POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", $$$"""{"metadata":{"name":"{{{role}}}"},{{{subjectAndRole.Replace("{0}", "cluster-", StringComparison.Ordinal)}}}}""")).Code);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("admin")]
    [InlineData("edit")]
    [InlineData("view")]
    [InlineData("nobody")]
    public async Task EveryVerbOnEveryResource_IsAllowedAsTheDefaultRolesSay(string role)
    {
        var rules = Rules(role);
        var common = Rules("system:basic-user");
        List<string> wrong = [];
        var cells = 0;
        foreach (var user in new[] { role, $"cluster-{role}" })
        {
            var sender = new ApiUser(_server, new UserInfo(user, [UserInfo.Authenticated]));
            foreach (var (verb, group, resource, path, @namespace) in Requests())
            {
                cells++;
                var holds = user == role ? @namespace == Bound : role != "nobody";
                var expected = (holds && rules.Contains((verb, group, resource))) || common.Contains((verb, group, resource));
                if (await IsAllowedAsync(sender, verb, path) != expected)
                {
                    wrong.Add($"{user} {verb} {resource}.{group} in \"{@namespace}\": expected {(expected ? "allowed" : "refused")}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(cells > 1500, $"{cells} cells");
    }

    [Theory]
    [InlineData("view", "get", "", "secrets", false)]
    [InlineData("view", "get", "", "pods/log", true)]
    [InlineData("view", "create", "", "pods", false)]
    [InlineData("edit", "get", "", "secrets", true)]
    [InlineData("edit", "create", "apps", "deployments", true)]
    [InlineData("edit", "create", "", "pods/exec", true)]
    [InlineData("edit", "get", "rbac.authorization.k8s.io", "roles", false)]
    [InlineData("edit", "update", "", "resourcequotas", false)]
    [InlineData("admin", "create", "rbac.authorization.k8s.io", "rolebindings", true)]
    [InlineData("admin", "create", "authorization.k8s.io", "localsubjectaccessreviews", true)]
    [InlineData("admin", "update", "", "resourcequotas", false)]
    [InlineData("admin", "delete", "", "nodes", false)]
    public void DefaultRoles_AreKubernetes(string role, string verb, string group, string resource, bool expected) =>
        Assert.Equal(expected, Rules(role).Contains((verb, group, resource)));

    private static async Task<bool> IsAllowedAsync(ApiUser user, string verb, string path)
    {
        var (code, message) = verb switch
        {
            "get" or "list" => await user.SendAsync("GET", path),
            "watch" => await user.SendAsync("GET", $"{path}?watch=true"),
            "create" => await user.SendAsync("POST", $"{path}?dryRun=All", "{}"),
            "update" => await user.SendAsync("PUT", $"{path}?dryRun=All", "{}"),
            "patch" => await user.SendAsync("PATCH", $"{path}?dryRun=All", "{}"),
            _ => await user.SendAsync("DELETE", $"{path}?dryRun=All"),
        };
        // Admission refuses with 403 too, but not with these words.
        return code != 403 || !message.Contains($"\" cannot {verb} resource \"", StringComparison.Ordinal);
    }

    private static IEnumerable<(string Verb, string Group, string Resource, string Path, string Namespace)> Requests()
    {
        foreach (var description in ResourceCatalog.BuiltIn)
        {
            var type = description.Type;
            var root = type.Group.Length == 0 ? $"/api/{type.Version}" : $"/apis/{type.Group}/{type.Version}";
            foreach (var @namespace in type.Namespaced ? new[] { Bound, Elsewhere } : [""])
            {
                var collection = type.Namespaced ? $"{root}/namespaces/{@namespace}/{type.Plural}" : $"{root}/{type.Plural}";
                foreach (var verb in description.Verbs)
                {
                    yield return (verb, type.Group, type.Plural, verb is "list" or "watch" or "create" or "deletecollection" ? collection : $"{collection}/x", @namespace);
                }

                foreach (var subresource in description.Subresources)
                {
                    foreach (var verb in subresource.Verbs.Where(verb => verb != "deletecollection"))
                    {
                        yield return (verb, type.Group, $"{type.Plural}/{subresource.Name}", $"{collection}/x/{subresource.Name}", @namespace);
                    }
                }
            }
        }
    }

    // The union of a role's rules and of those aggregated into it, and so on.
    private static HashSet<(string Verb, string Group, string Resource)> Rules(string role)
    {
        var roles = BootstrapPolicy.Objects().Where(entry => entry.Type.Plural == "clusterroles").Select(entry => JsonElement.Parse(entry.Draft.ToUtf8Bytes())).ToList();
        HashSet<(string, string, string)> all = [];
        if (roles.Find(one => one.Member("metadata", "name")?.GetString() == role) is { ValueKind: JsonValueKind.Object } found)
        {
            Add(found);
        }

        return all;

        void Add(JsonElement one)
        {
            foreach (var rule in one.Items("rules"))
            {
                all.UnionWith(
                    from verb in rule.Items("verbs")
                    from @group in rule.Items("apiGroups")
                    from resource in rule.Items("resources")
                    select (verb.GetString()!, @group.GetString()!, resource.GetString()!));
            }

            foreach (var label in (one.Member("aggregationRule") ?? default).Items("clusterRoleSelectors").SelectMany(selector => selector.Member("matchLabels")!.Value.EnumerateObject().ToList()))
            {
                roles.Where(other => other.Member("metadata", "labels", label.Name)?.GetString() == label.Value.GetString()).ToList().ForEach(Add);
            }
        }
    }
}
