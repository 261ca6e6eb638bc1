namespace Sampan.Server.Authorization;

/// <summary>Which of some rules others do not allow.</summary>
/// <remarks>The rule of <c>pkg/registry/rbac/validation</c>: rules are broken down into what cannot be divided, and each part must be covered by one rule.</remarks>
internal static class RuleCoverage
{
    /// <summary>The parts of <paramref name="asked"/> that nothing of <paramref name="held"/> covers, put together again: one rule for each resource, in the order of their texts.</summary>
    public static List<PolicyRule> Missing(IEnumerable<PolicyRule> asked, IReadOnlyList<PolicyRule> held)
    {
        var missing = asked.SelectMany(Parts).Where(part => !held.Any(rule => Covers(rule, part))).ToList();
        return [.. missing
            .GroupBy(part => Text(part with { Verbs = [] }))
            .Select(group => group.First() with { Verbs = [.. group.SelectMany(part => part.Verbs).Distinct()] })
            .OrderBy(Text, StringComparer.Ordinal)];
    }

    /// <summary>A rule as messages show it.</summary>
    public static string Text(PolicyRule rule)
    {
        var parts = ((string Name, IReadOnlyList<string> Values)[])
        [
            ("APIGroups", rule.ApiGroups), ("Resources", rule.Resources), ("NonResourceURLs", rule.NonResourceUrls), ("ResourceNames", rule.ResourceNames), ("Verbs", rule.Verbs),
        ];
        return $"{{{string.Join(", ", parts.Where(part => part.Values.Count > 0).Select(part => $"{part.Name}:{Quoted(part.Values)}"))}}}";
    }

    /// <summary>Texts as Go shows a list of them: <c>["a" "b"]</c>.</summary>
    public static string Quoted(IEnumerable<string> texts) => $"[{string.Join(' ', texts.Select(text => $"\"{text}\""))}]";

    private static IEnumerable<PolicyRule> Parts(PolicyRule rule)
    {
        foreach (var verb in rule.Verbs)
        {
            foreach (var group in rule.ApiGroups)
            {
                foreach (var resource in rule.Resources)
                {
                    if (rule.ResourceNames.Count == 0)
                    {
                        yield return new PolicyRule([verb], [group], [resource], [], []);
                    }

                    foreach (var name in rule.ResourceNames)
                    {
                        yield return new PolicyRule([verb], [group], [resource], [name], []);
                    }
                }
            }

            foreach (var url in rule.NonResourceUrls)
            {
                yield return new PolicyRule([verb], [], [], [], [url]);
            }
        }
    }

    private static bool Covers(PolicyRule rule, PolicyRule part)
    {
        if (!Has(rule.Verbs, part.Verbs[0]))
        {
            return false;
        }

        return part.NonResourceUrls.Count > 0
            ? rule.NonResourceUrls.Contains(part.NonResourceUrls[0]) || rule.HasPath(part.NonResourceUrls[0])
            : Has(rule.ApiGroups, part.ApiGroups[0])
                && HasResource(rule, part.Resources[0])
                && (rule.ResourceNames.Count == 0 || (part.ResourceNames.Count > 0 && rule.ResourceNames.Contains(part.ResourceNames[0])));
    }

    private static bool Has(IReadOnlyList<string> list, string value) => list.Contains("*") || list.Contains(value);

    private static bool HasResource(PolicyRule rule, string resource) =>
        Has(rule.Resources, resource) || (resource.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && rule.Resources.Contains($"*{resource[slash..]}"));
}
