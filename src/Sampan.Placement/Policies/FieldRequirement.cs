using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Members;

namespace Sampan.Placement.Policies;

/// <summary>One expression of an affinity's <c>fieldSelector</c> over a cluster's <c>provider</c>, <c>region</c> or <c>zone</c>.</summary>
/// <param name="Key">The field.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">The values of <c>In</c> and <c>NotIn</c>.</param>
public sealed record FieldRequirement(string Key, string Operator, IReadOnlyList<string> Values)
{
    /// <summary>Reads one entry of <c>matchExpressions</c>.</summary>
    public static FieldRequirement Of(JsonElement entry) => new(
        entry.StringOrEmpty("key"),
        entry.StringOrEmpty("operator"),
        [.. entry.Items("values").Select(value => value.ToString())]);

    /// <summary>Whether the cluster meets the expression. A malformed one is met by no cluster.</summary>
    public bool Matches(MemberCluster cluster) => Key switch
    {
        "zone" => MatchesZones(cluster.Zones),
        "provider" => MatchesField(cluster.Provider),
        "region" => MatchesField(cluster.Region),
        _ => MatchesField(""),
    };

    // A cluster spans zones: one in common is enough for In, none may be for NotIn.
    private bool MatchesZones(IReadOnlyList<string> zones) => Operator switch
    {
        "In" => zones.Any(Values.Contains),
        "NotIn" => !zones.Any(Values.Contains),
        "Exists" => zones.Count > 0,
        "DoesNotExist" => zones.Count == 0,
        _ => false,
    };

    private bool MatchesField(string field) => Operator switch
    {
        "In" => field.Length > 0 && Values.Contains(field),
        "NotIn" => Values.Count > 0 && !(field.Length > 0 && Values.Contains(field)),
        "Exists" => Values.Count == 0 && field.Length > 0,
        "DoesNotExist" => Values.Count == 0 && field.Length == 0,
        _ => false,
    };
}
