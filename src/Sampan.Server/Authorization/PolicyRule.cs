using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Authorization;

/// <summary>One rbac.authorization.k8s.io PolicyRule: what it allows.</summary>
internal sealed record PolicyRule(
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> ApiGroups,
    IReadOnlyList<string> Resources,
    IReadOnlyList<string> ResourceNames,
    IReadOnlyList<string> NonResourceUrls)
{
    /// <summary>Reads an entry of <c>rules</c>.</summary>
    public static PolicyRule Of(JsonElement rule) =>
        new(Strings(rule, "verbs"), Strings(rule, "apiGroups"), Strings(rule, "resources"), Strings(rule, "resourceNames"), Strings(rule, "nonResourceURLs"));

    /// <summary>Whether the rule allows a request (kubernetes/pkg/registry/rbac/validation RuleAllows).</summary>
    public bool Allows(AccessRequest request) => request.IsResource
        ? Has(Verbs, request.Verb) && Has(ApiGroups, request.Group) && HasResource(request) && (ResourceNames.Count == 0 || ResourceNames.Contains(request.Name))
        : Has(Verbs, request.Verb) && HasPath(request.Path);

    /// <summary>Whether the rule allows a path.</summary>
    public bool HasPath(string path) => NonResourceUrls.Any(url =>
        url == "*" || url == path || (url.EndsWith('*') && path.StartsWith(url.TrimEnd('*'), StringComparison.Ordinal)));

    private static bool Has(IReadOnlyList<string> list, string value) => list.Contains("*") || list.Contains(value);

    private bool HasResource(AccessRequest request) =>
        Has(Resources, request.FullResource) || (request.Subresource.Length > 0 && Resources.Contains($"*/{request.Subresource}"));

    private static string[] Strings(JsonElement rule, string name) => [.. rule.Items(name).Select(item => item.ToString())];
}
