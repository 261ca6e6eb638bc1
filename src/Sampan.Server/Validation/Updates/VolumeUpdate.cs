using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Updates;

/// <summary>core/v1 PersistentVolume: where its data is stays as it is (ValidatePersistentVolumeUpdate).</summary>
internal static class VolumeUpdate
{
    private const string ExpansionSecret = "controllerExpandSecretRef";

    public static void Check(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        var (spec, old) = (draft.At("spec") ?? [], before.At("spec") ?? []);
        CheckSource(ClaimValidation.Sources(spec), ClaimValidation.Sources(old), errors);
        errors.Immutable("volumeMode", spec["volumeMode"], old["volumeMode"]);
        if (old["nodeAffinity"] is { } affinity && !NodeLabelRenaming.IsSame(spec["nodeAffinity"], affinity))
        {
            errors.InvalidAsShown("nodeAffinity", InternalForm.VolumeNodeAffinity.Show(spec["nodeAffinity"]), "field is immutable, except for updating from beta label to GA");
        }

        ClaimUpdate.CheckAttributes(spec, old, emptied: null, errors);
    }

    // The secret that a volume needs to grow may be given later.
    private static void CheckSource(JsonObject now, JsonObject then, FieldErrors errors)
    {
        if (then.At("csi") is { } driver && driver[ExpansionSecret] is null && now.At("csi")?[ExpansionSecret] is not null)
        {
            now = now.DeepClone().AsObject();
            now.At("csi")!.Remove(ExpansionSecret);
        }

        if (!JsonNode.DeepEquals(now, then))
        {
            errors.Forbidden("spec.persistentvolumesource", $"spec.persistentvolumesource is immutable after creation\n{SpecDifference.Of(now, then)}");
        }
    }
}
