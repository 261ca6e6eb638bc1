using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Matching;

/// <summary>One rule of a policy or webhook: operations on resources (admissionregistration RuleWithOperations, with names).</summary>
internal sealed record ResourceRule
{
    public required IReadOnlyList<string> Operations { get; init; }

    public required IReadOnlyList<string> Groups { get; init; }

    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary><c>pods</c>, <c>pods/log</c>, <c>pods/*</c>, <c>*/scale</c>, <c>*</c>, <c>*/*</c>.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>The objects' names; none: any.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary><c>Cluster</c>, <c>Namespaced</c> or <c>*</c>.</summary>
    public string Scope { get; init; } = "*";

    /// <summary>The rules of a list member.</summary>
    public static IReadOnlyList<ResourceRule> All(JsonElement owner, string list) => [.. owner.Items(list).Select(Parse)];

    /// <summary>Whether the rule is about a write, seen as one to a resource that the write may be shown as.</summary>
    public bool Matches(AdmissionAttributes attributes, ServedResource resource) =>
        Has(Operations, attributes.Operation.ToString().ToUpperInvariant())
        && Has(Groups, resource.Type.Group)
        && Has(Versions, resource.Type.Version)
        && (Names.Count == 0 || Names.Contains(attributes.Name.Name))
        && MatchesScope(resource)
        && MatchesResource(resource.Type.Plural, attributes.Subresource);

    private bool MatchesScope(ServedResource resource) => Scope switch
    {
        "Namespaced" => resource.Type.Namespaced,
        "Cluster" => !resource.Type.Namespaced,
        _ => true,
    };

    private bool MatchesResource(string plural, string subresource)
    {
        foreach (var entry in Resources)
        {
            var slash = entry.IndexOf('/', StringComparison.Ordinal);
            var (main, below) = slash < 0 ? (entry, "") : (entry[..slash], entry[(slash + 1)..]);
            if ((main == "*" || main == plural) && (below == "*" || below == subresource))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(IReadOnlyList<string> wanted, string value)
    {
        foreach (var entry in wanted)
        {
            if (entry == "*" || entry == value)
            {
                return true;
            }
        }

        return false;
    }

    private static ResourceRule Parse(JsonElement rule) => new()
    {
        Operations = Texts(rule, "operations"),
        Groups = Texts(rule, "apiGroups"),
        Versions = Texts(rule, "apiVersions"),
        Resources = Texts(rule, "resources"),
        Names = Texts(rule, "resourceNames"),
        Scope = rule.String("scope") ?? "*",
    };

    private static string[] Texts(JsonElement rule, string name) => [.. rule.Items(name).Select(item => item.ToString())];
}
