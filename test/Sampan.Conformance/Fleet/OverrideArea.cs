using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Overrides;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;
using Sampan.Placement.Members;

namespace Sampan.Conformance.Fleet;

/// <summary>What each member gets after the override policies.</summary>
internal sealed class OverrideArea : IConformanceArea
{
    public string Name => "fleet-override";

    public IEnumerable<ConformanceCase> Cases(string corpus) => FleetCases.Read(corpus, "override.jsonl", Compare);

    private static string? Compare(JsonElement @case)
    {
        var template = FleetCases.Object(@case.GetProperty("object"));
        List<OverridePolicy> policies =
        [
            .. FleetCases.Objects(@case, "clusterOverridePolicies").Select(OverridePolicy.Of),
            .. FleetCases.Objects(@case, "overridePolicies").Select(OverridePolicy.Of),
        ];
        var clusters = FleetCases.Objects(@case, "clusters").Select(MemberCluster.Of).ToList();
        if (@case.Member("expect", "panic") is not null)
        {
            return clusters.Exists(cluster => IsRefused(template, cluster, policies)) ? null : "expected an error for some member";
        }

        foreach (var cluster in clusters)
        {
            var expected = @case.Member("expect", "perCluster", cluster.Name)!.Value;
            if (CompareMember(expected, template, cluster, policies, TextFields(@case)) is { } difference)
            {
                return $"{cluster.Name}: {difference}";
            }
        }

        return null;
    }

    private static bool IsRefused(KubernetesObject template, MemberCluster cluster, List<OverridePolicy> policies)
    {
        try
        {
            Overriding.Apply(template.ToDraft(), cluster, policies);
            return false;
        }
        catch (OverrideException)
        {
            return true;
        }
    }

    private static string? CompareMember(JsonElement expected, KubernetesObject template, MemberCluster cluster, List<OverridePolicy> policies, HashSet<string> textFields)
    {
        OverrideResult result;
        try
        {
            result = Overriding.Apply(template.ToDraft(), cluster, policies);
        }
        catch (OverrideException exception)
        {
            return expected.Member("error") is null ? $"error: {exception.Message}" : null;
        }

        if (expected.Member("error") is { } error)
        {
            return $"expected error: {error}";
        }

        var got = new JsonObject
        {
            ["object"] = result.Object,
            ["appliedClusterOverrides"] = Parsed(result.AppliedClusterOverrides),
            ["appliedOverrides"] = Parsed(result.AppliedOverrides),
        };
        var want = FleetJson.Draft(expected)!.AsObject();
        want["appliedClusterOverrides"] = Parsed(want["appliedClusterOverrides"]?.ToString());
        want["appliedOverrides"] = Parsed(want["appliedOverrides"]?.ToString());
        ParseTexts(got["object"], textFields);
        ParseTexts(want["object"], textFields);
        return FleetJson.Difference(want, got);
    }

    private static JsonNode? Parsed(string? json) => json is null ? null : JsonNode.Parse(json);

    // The names of the fields that hold JSON or YAML, which compare as data.
    private static HashSet<string> TextFields(JsonElement @case) =>
        FleetCases.Objects(@case, "clusterOverridePolicies").Concat(FleetCases.Objects(@case, "overridePolicies"))
            .SelectMany(policy => policy.Root.GetRawText().Split("\"fieldPath\":").Skip(1).Select(rest => rest.Split('"')[1].Split('/')[^1]))
            .ToHashSet(StringComparer.Ordinal);

    private static void ParseTexts(JsonNode? node, HashSet<string> names)
    {
        if (node is not JsonObject members)
        {
            return;
        }

        foreach (var (name, value) in members.ToList())
        {
            if (names.Contains(name) && value is JsonValue text && text.TryGetValue<string>(out var content))
            {
                members[name] = JsonNode.Parse(YamlToJson.Convert(content));
            }
            else
            {
                ParseTexts(value, names);
            }
        }
    }
}
