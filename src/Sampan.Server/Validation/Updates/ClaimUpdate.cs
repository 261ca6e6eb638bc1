using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Updates;

/// <summary>core/v1 PersistentVolumeClaim: a bound claim may grow, little else may change.</summary>
internal static class ClaimUpdate
{
    public static void Check(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        var (now, then) = (draft.At("spec") ?? [], before.At("spec") ?? []);
        var isBound = draft.At("status").TextOf("phase") == "Bound";
        var kept = now.DeepClone().AsObject();
        if (then.TextOf("volumeName").Length == 0)
        {
            kept.Remove("volumeName");
        }

        if (then["storageClassName"] is null)
        {
            // A default class may be set later.
            kept.Remove("storageClassName");
        }

        if (isBound)
        {
            Restore(kept, then, "volumeAttributesClassName");
            if (kept.At("resources", "requests") is { } requests && then.At("resources", "requests") is { } oldRequests)
            {
                Restore(requests, oldRequests, "storage");
            }
        }

        if (!JsonNode.DeepEquals(kept, then))
        {
            errors.Forbidden("spec", $"spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n{SpecDifference.Of(kept, then)}");
        }

        if (isBound && Storage(now.At("resources", "requests")) is { } size && Storage(then.At("resources", "requests")) is { } last && size.CompareTo(last) < 0
            && Storage(before.At("status", "capacity")) is { } capacity && size.CompareTo(capacity) <= 0)
        {
            errors.Forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
        }

        if (!JsonNode.DeepEquals(now["volumeMode"], then["volumeMode"]))
        {
            errors.Invalid("spec.volumeMode", now["volumeMode"], "field is immutable");
        }

        CheckAttributes(now, then, "update from non-nil value to an empty string is forbidden", errors);
    }

    /// <summary>A class of attributes may be exchanged, but not left.</summary>
    public static void CheckAttributes(JsonObject now, JsonObject then, string? emptied, FieldErrors errors)
    {
        const string path = "spec.volumeAttributesClassName";
        if (then["volumeAttributesClassName"] is null)
        {
            return;
        }

        if (now["volumeAttributesClassName"] is not { } name)
        {
            errors.Forbidden(path, "update from non-nil value to nil is forbidden");
        }
        else if (emptied is not null && name.ToString().Length == 0 && !JsonNode.DeepEquals(name, then["volumeAttributesClassName"]))
        {
            errors.Forbidden(path, emptied);
        }
    }

    private static Quantity? Storage(JsonObject? resources) => Quantity.TryParse(resources.TextOf("storage"), out var quantity) ? quantity : null;

    private static void Restore(JsonObject target, JsonObject source, string name)
    {
        target.Remove(name);
        if (source[name] is { } value)
        {
            target[name] = value.DeepClone();
        }
    }
}
