using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Updates;

/// <summary>apps/v1: what a workload selects stays; of a StatefulSet, most does.</summary>
internal static class WorkloadUpdate
{
    private static readonly string[] StatefulSetFields =
        ["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"];

    public static void CheckSelector(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        var selector = draft.At("spec")?["selector"];
        if (!JsonNode.DeepEquals(selector, before.At("spec")?["selector"]))
        {
            errors.Invalid("spec.selector", selector, "field is immutable");
        }
    }

    public static void CheckStatefulSet(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        var (now, then) = (draft.At("spec") ?? [], before.At("spec") ?? []);
        var names = now.Concat(then).Select(member => member.Key).Distinct(StringComparer.Ordinal);
        if (names.Any(name => !StatefulSetFields.Contains(name) && !JsonNode.DeepEquals(now[name], then[name])))
        {
            errors.Forbidden("spec", "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
        }
    }
}
