using System.Text;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Placement.Policies;

/// <summary>
/// A placement as Karmada's scheduler records it in a binding's annotation <c>policy.karmada.io/applied-placement</c>:
/// the fields in the type's order, empty ones left out. Equal placements have equal text.
/// </summary>
/// <param name="Json">The annotation's value.</param>
public sealed record AppliedPlacement(string Json)
{
    /// <summary>The placement that says nothing.</summary>
    public static readonly AppliedPlacement Empty = new("{}");

    /// <summary>The members that are compared whole; a change of <c>clusterAffinities</c> counts for the observed term alone.</summary>
    private static readonly string[] ComparedWhole = ["clusterAffinity", "clusterTolerations", "spreadConstraints", "replicaScheduling"];

    /// <summary>Writes a placement's recorded form.</summary>
    public static AppliedPlacement Of(JsonElement placement) =>
        new(Encoding.UTF8.GetString(JsonEncoding.Encode(placement, static (writer, placement) => PlacementShapes.Placement.Write(writer, placement))));

    /// <summary>
    /// Whether this placement differs from the recorded one in a way that asks for scheduling anew
    /// (Karmada's <c>placementChanged</c>). A record that cannot be read counts as no change.
    /// </summary>
    /// <param name="recorded">The annotation's value, empty where nothing was applied yet.</param>
    /// <param name="observedTerm">The affinity term that the binding was last scheduled with, empty where none.</param>
    public bool DiffersFrom(string recorded, string observedTerm)
    {
        if (recorded.Length == 0)
        {
            return true;
        }

        if (recorded == Json)
        {
            return false;
        }

        AppliedPlacement applied;
        try
        {
            applied = Of(JsonElement.Parse(recorded));
        }
        catch (JsonException)
        {
            return false;
        }

        return applied.Json != Json && MembersDiffer(JsonElement.Parse(applied.Json), JsonElement.Parse(Json), observedTerm);
    }

    private static bool MembersDiffer(JsonElement applied, JsonElement current, string observedTerm) =>
        ComparedWhole.Any(member => Text(applied.Member(member)) != Text(current.Member(member)))
        || observedTerm.Length == 0
        || Term(applied, observedTerm) is not { } appliedTerm
        || Term(current, observedTerm) is not { } currentTerm
        || Text(appliedTerm) != Text(currentTerm);

    private static JsonElement? Term(JsonElement placement, string name)
    {
        foreach (var term in placement.Items("clusterAffinities"))
        {
            if (term.StringOrEmpty("affinityName") == name)
            {
                return term;
            }
        }

        return null;
    }

    private static string Text(JsonElement? element) => element?.GetRawText() ?? "";
}
