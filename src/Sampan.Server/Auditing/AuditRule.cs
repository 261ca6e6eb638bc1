using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authorization;

namespace Sampan.Server.Auditing;

/// <summary>One rule of an audit policy: whom and what it is about, and how much is to be told (apiserver/pkg/audit/policy/checker.go).</summary>
internal sealed record AuditRule
{
    public required AuditLevel Level { get; init; }

    public IReadOnlyList<string> Users { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<string> Verbs { get; init; } = [];

    public IReadOnlyList<AuditedResources> Resources { get; init; } = [];

    public IReadOnlyList<string> Namespaces { get; init; } = [];

    public IReadOnlyList<string> NonResourceUrls { get; init; } = [];

    public IReadOnlyList<AuditStage> OmitStages { get; init; } = [];

    /// <summary>Whether objects are told without managed fields; null: as the policy says.</summary>
    public bool? OmitManagedFields { get; init; }

    /// <summary>Whether the rule is about a request.</summary>
    public bool Matches(AuditSubject subject)
    {
        if ((Users.Count > 0 && (subject.User is null || !Users.Contains(subject.User.Name)))
            || (Groups.Count > 0 && (subject.User is null || !subject.User.Groups.Any(Groups.Contains)))
            || (Verbs.Count > 0 && !Verbs.Contains(subject.Verb)))
        {
            return false;
        }

        if (Namespaces.Count > 0 || Resources.Count > 0)
        {
            return subject.Access is { } access
                && (Namespaces.Count == 0 || Namespaces.Contains(access.Namespace))
                && (Resources.Count == 0 || Resources.Any(resources => resources.Contains(access)));
        }

        return NonResourceUrls.Count == 0 || (subject.Access is null && NonResourceUrls.Any(url => IsPath(url, subject.Path)));
    }

    private static bool IsPath(string pattern, string path) =>
        pattern == "*" || pattern == path || (pattern.EndsWith('*') && path.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal));
}

/// <summary>Resources of one group that a rule names (audit.k8s.io/v1 GroupResources).</summary>
/// <param name="Group">The API group.</param>
/// <param name="Resources">Resources, <c>resource/subresource</c>, either part a star; none: all of the group.</param>
/// <param name="ResourceNames">Names of objects; none: all.</param>
internal sealed record AuditedResources(string Group, IReadOnlyList<string> Resources, IReadOnlyList<string> ResourceNames)
{
    public static AuditedResources Of(JsonElement entry) => new(
        entry.StringOrEmpty("group"),
        [.. entry.Items("resources").Select(item => item.ToString())],
        [.. entry.Items("resourceNames").Select(item => item.ToString())]);

    public bool Contains(AccessRequest access) => Group == access.Group
        && (Resources.Count == 0 || ((ResourceNames.Count == 0 || ResourceNames.Contains(access.Name)) && Resources.Any(pattern => IsResource(pattern, access))));

    private static bool IsResource(string pattern, AccessRequest access) =>
        pattern == "*" || pattern == access.FullResource
        || (access.Subresource.Length > 0 && pattern == $"*/{access.Subresource}")
        || pattern == $"{access.Resource}/*";
}
