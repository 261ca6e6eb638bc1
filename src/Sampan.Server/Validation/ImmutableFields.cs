using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Updates;

namespace Sampan.Server.Validation;

/// <summary>Fields that an update must leave as they are.</summary>
internal static class ImmutableFields
{
    private const string Immutable = "field is immutable";

    public static void Check(JsonObject draft, JsonObject before, GroupVersionKind kind, FieldErrors errors)
    {
        switch ($"{kind.Group}/{kind.Kind}")
        {
            case "networking.k8s.io/IngressClass":
                CheckField(draft, before, ["spec"], "controller", errors);
                break;
            case "networking.k8s.io/ServiceCIDR":
                CheckRanges(draft, before, errors);
                break;
            case "networking.k8s.io/IPAddress":
                CheckField(draft, before, ["spec"], "parentRef", errors);
                break;
            case "storage.k8s.io/VolumeAttachment" or "resource.k8s.io/ResourceClaim" or "resource.k8s.io/ResourceClaimTemplate":
                CheckField(draft, before, [], "spec", errors);
                break;
            case "/Service":
                ServiceUpdate.Check(draft, before, errors);
                break;
            case "/Secret":
                if (draft.TextOf("type") != before.TextOf("type"))
                {
                    errors.Invalid("type", draft.TextOf("type"), Immutable);
                }

                CheckFrozen(draft, before, errors, "data");
                break;
            case "/ConfigMap":
                CheckFrozen(draft, before, errors, "data", "binaryData");
                break;
            case "storage.k8s.io/StorageClass":
                ForbidChange(draft, before, errors, "parameters", "provisioner", "reclaimPolicy");
                CheckField(draft, before, [], "volumeBindingMode", errors);
                break;
            case "storage.k8s.io/VolumeAttributesClass":
                ForbidChange(draft, before, errors, "driverName", "parameters");
                break;
        }
    }

    // A range of the other family may be added.
    private static void CheckRanges(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        var (ranges, old) = (FieldErrors.Texts(draft.At("spec"), "cidrs"), FieldErrors.Texts(before.At("spec"), "cidrs"));
        if (ranges.Count != old.Count && (old.Count, ranges.Count) != (1, 2))
        {
            errors.Invalid("spec.cidrs", draft.At("spec")?["cidrs"], Immutable);
            return;
        }

        for (var i = 0; i < old.Count; i++)
        {
            if (ranges[i] != old[i])
            {
                errors.Invalid($"spec.cidrs[{i}]", ranges[i], Immutable);
            }
        }
    }

    private static void ForbidChange(JsonObject draft, JsonObject before, FieldErrors errors, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!JsonNode.DeepEquals(draft[name], before[name]))
            {
                errors.Forbidden(name, $"updates to {name} are forbidden.");
            }
        }
    }

    private static void CheckField(JsonObject draft, JsonObject before, string[] path, string name, FieldErrors errors)
    {
        var value = draft.At(path)?[name];
        if (!JsonNode.DeepEquals(value, before.At(path)?[name]))
        {
            errors.Invalid(string.Join('.', [.. path, name]), value, Immutable);
        }
    }

    private static void CheckFrozen(JsonObject draft, JsonObject before, FieldErrors errors, params ReadOnlySpan<string> fields)
    {
        if (!before.IsTrue("immutable"))
        {
            return;
        }

        if (!draft.IsTrue("immutable"))
        {
            errors.Forbidden("immutable", "field is immutable when `immutable` is set");
        }

        foreach (var field in fields)
        {
            if (!JsonNode.DeepEquals(draft[field] ?? new JsonObject(), before[field] ?? new JsonObject()))
            {
                errors.Forbidden(field, "field is immutable when `immutable` is set");
            }
        }
    }
}
