using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation.Workloads;

/// <summary>apps/v1 StatefulSet.</summary>
internal static class StatefulSetValidation
{
    public static void Validate(JsonObject set, FieldErrors errors)
    {
        const string path = "spec";
        var spec = set.At("spec") ?? [];
        if (spec.TextOf("podManagementPolicy") is var policy and not ("OrderedReady" or "Parallel"))
        {
            errors.Invalid("spec.podManagementPolicy", policy, "must be 'OrderedReady' or 'Parallel'");
        }

        ValidateStrategy(spec["updateStrategy"] as JsonObject, errors);
        ValidateRetention(spec["persistentVolumeClaimRetentionPolicy"] as JsonObject, errors);
        errors.NonNegative(spec, "replicas", path);
        errors.NonNegative(spec, "minReadySeconds", path);
        errors.NonNegative(spec["ordinals"] as JsonObject, "start", "spec.ordinals");
        ValidateService(spec, errors);
        if (WorkloadTemplate.ValidateSelector(spec, "statefulset", errors))
        {
            WorkloadTemplate.ValidateMatch(spec, errors);
            ValidateTemplate(spec, errors);
        }
        else
        {
            errors.Invalid("spec.selector", spec["selector"], "");
        }

        WorkloadTemplate.ValidateEndless(spec, "StatefulSet", errors);
        ValidateClaims(spec, errors);
    }

    private static void ValidateStrategy(JsonObject? strategy, FieldErrors errors)
    {
        const string path = "spec.updateStrategy.rollingUpdate";
        var rolling = strategy?["rollingUpdate"] as JsonObject;
        switch (strategy.TextOf("type"))
        {
            case "OnDelete":
                if (rolling is not null)
                {
                    errors.Invalid(path, rolling, "only allowed for updateStrategy 'RollingUpdate'");
                }

                break;
            case "RollingUpdate":
                errors.NonNegative(rolling, "partition", path);
                if (rolling?["maxUnavailable"] is { } most)
                {
                    ShareValidation.Validate(rolling, "maxUnavailable", path, errors);
                    if (ShareValidation.Value(rolling, "maxUnavailable") == 0)
                    {
                        errors.Invalid($"{path}.maxUnavailable", most, "cannot be 0");
                    }

                    ShareValidation.AtMostAll(rolling, "maxUnavailable", path, errors);
                }

                break;
            default:
                errors.Invalid("spec.updateStrategy", strategy, "must be 'RollingUpdate' or 'OnDelete'");
                break;
        }
    }

    private static void ValidateRetention(JsonObject? policy, FieldErrors errors)
    {
        errors.OneOf(policy, "whenDeleted", "spec.persistentVolumeClaimRetentionPolicy", "Retain", "Delete");
        errors.OneOf(policy, "whenScaled", "spec.persistentVolumeClaimRetentionPolicy", "Retain", "Delete");
    }

    // The name cannot change, so that of an older set stays.
    private static void ValidateService(JsonObject spec, FieldErrors errors)
    {
        if (errors.Before is null && spec.TextOf("serviceName") is { Length: > 0 } name)
        {
            errors.Invalid("spec.serviceName", name, Names.Label(name));
        }
    }

    private static void ValidateTemplate(JsonObject spec, FieldErrors errors)
    {
        if (spec["template"] is not JsonObject template || JsonNode.DeepEquals(template, errors.Before.At("spec")?["template"]))
        {
            return;
        }

        PodValidation.ValidateTemplate(WithClaims(template, spec), "spec.template", errors);
    }

    // They cannot change, so those of an older set stay.
    private static void ValidateClaims(JsonObject spec, FieldErrors errors)
    {
        var index = 0;
        foreach (var claim in errors.Before is null ? spec.Each("volumeClaimTemplates") : [])
        {
            ClaimValidation.ValidateSpec(claim.At("spec") ?? [], $"spec.volumeClaimTemplates[{index++}].spec", errors);
        }
    }

    // The pods have a volume of each claim template's name, in place of one of their own.
    private static JsonObject WithClaims(JsonObject template, JsonObject spec)
    {
        var claims = spec.Each("volumeClaimTemplates").Select(claim => claim.At("metadata").TextOf("name")).Where(name => name.Length > 0).ToList();
        if (claims.Count == 0)
        {
            return template;
        }

        var whole = template.DeepClone().AsObject();
        var pod = whole.Ensure("spec");
        pod["volumes"] = new JsonArray([
            .. pod.Each("volumes").Where(volume => !claims.Contains(volume.TextOf("name"))).Select(volume => volume.DeepClone()),
            .. claims.Select(name => new JsonObject { ["name"] = name, ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = name } })]);
        return whole;
    }
}
