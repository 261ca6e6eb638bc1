using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 PodSpec, in pods and templates.</summary>
internal static class PodValidation
{
    public static void ValidatePod(JsonObject pod, FieldErrors errors)
    {
        var spec = pod.At("spec") ?? [];
        ValidateSpec(spec, "spec", errors);
        if (spec.TextOf("serviceAccountName").Length > 0)
        {
            return;
        }

        var volume = 0;
        foreach (var projected in spec.Each("volumes").Select(entry => entry.At("projected")))
        {
            var source = 0;
            foreach (var entry in projected.Each("sources"))
            {
                if (entry["serviceAccountToken"] is JsonObject)
                {
                    errors.Forbidden($"spec.volumes[{volume}].projected.sources[{source}].serviceAccountToken", "must not be specified when serviceAccountName is not set");
                }

                source++;
            }

            volume++;
        }
    }

    public static void ValidateTemplate(JsonObject? template, string path, FieldErrors errors)
    {
        var metadata = template.At("metadata");
        MetadataValidation.ValidateLabels(metadata?["labels"] as JsonObject, $"{path}.labels", errors);
        ValidateSpec(template.At("spec") ?? [], $"{path}.spec", errors);
    }

    public static void ValidateSpec(JsonObject spec, string path, FieldErrors errors)
    {
        var volumes = VolumeValidation.Validate(spec, path, errors);
        var names = new HashSet<string>(StringComparer.Ordinal);
        ContainerValidation.ValidateAll(spec, "containers", path, names, volumes, errors);
        ContainerValidation.ValidateAll(spec, "initContainers", path, names, volumes, errors);
        errors.OneOf(spec, "restartPolicy", path, "Always", "OnFailure", "Never");
        errors.OneOf(spec, "dnsPolicy", path, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        ValidateSecurityContext(spec, path, errors);
        if (spec.TextOf("serviceAccountName") is { Length: > 0 } account)
        {
            errors.Invalid($"{path}.serviceAccountName", account, Names.Subdomain(account));
        }

        if (spec.TextOf("nodeName") is { Length: > 0 } node)
        {
            errors.Invalid($"{path}.nodeName", node, Names.Subdomain(node));
        }

        MetadataValidation.ValidateLabels(spec["nodeSelector"] as JsonObject, $"{path}.nodeSelector", errors);
        foreach (var name in (ReadOnlySpan<string>)["hostname", "subdomain"])
        {
            if (spec.TextOf(name) is { Length: > 0 } text)
            {
                errors.Invalid($"{path}.{name}", text, Names.Label(text));
            }
        }

        if (FieldErrors.Number(spec, "activeDeadlineSeconds") is { } deadline and < 1)
        {
            errors.Invalid($"{path}.activeDeadlineSeconds", deadline, "must be between 1 and 2147483647, inclusive");
        }

        ValidateTolerations(spec, path, errors);
    }

    private static void ValidateSecurityContext(JsonObject spec, string path, FieldErrors errors)
    {
        var context = spec["securityContext"] as JsonObject;
        var at = $"{path}.securityContext";
        if (spec.IsTrue("hostNetwork") && spec["hostUsers"]?.ToString() == "false")
        {
            errors.Forbidden($"{path}.hostNetwork", "when `hostUsers` is false");
        }

        if (spec.IsTrue("hostPID") && spec.IsTrue("shareProcessNamespace"))
        {
            errors.Invalid($"{at}.shareProcessNamespace", true, "ShareProcessNamespace and HostPID cannot both be enabled");
        }

        foreach (var name in (ReadOnlySpan<string>)["fsGroup", "runAsUser", "runAsGroup"])
        {
            ValidateId(context, name, at, errors);
        }

        var index = 0;
        foreach (var group in context?["supplementalGroups"] as JsonArray ?? [])
        {
            if (group?.ToString().StartsWith('-') == true)
            {
                errors.Invalid($"{at}.supplementalGroups[{index}]", group, "must be between 0 and 2147483647, inclusive");
            }

            index++;
        }

        ValidateSysctls(context, at, errors);
        errors.OneOf(context, "fsGroupChangePolicy", at, "Always", "OnRootMismatch");
        ValidateSeccomp(context?["seccompProfile"] as JsonObject, $"{at}.seccompProfile", errors);
    }

    private static void ValidateSysctls(JsonObject? context, string path, FieldErrors errors)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var sysctl in context.Each("sysctls"))
        {
            var at = $"{path}.sysctls[{index++}].name";
            var name = sysctl.TextOf("name");
            if (name.Length == 0)
            {
                errors.Required(at);
            }
            else if (!Names.IsSysctl(name))
            {
                errors.Invalid(at, name, $"must have at most 253 characters and match regex {Names.SysctlForm}");
            }
            else if (!known.Add(name))
            {
                errors.Duplicate(at, name);
            }
        }
    }

    public static void ValidateId(JsonObject? owner, string name, string path, FieldErrors errors)
    {
        if (FieldErrors.Number(owner, name) is { } id and (< 0 or > int.MaxValue))
        {
            errors.Invalid($"{path}.{name}", id, "must be between 0 and 2147483647, inclusive");
        }
    }

    public static void ValidateSeccomp(JsonObject? profile, string path, FieldErrors errors)
    {
        if (profile?.TextOf("type") == "Localhost" && profile.TextOf("localhostProfile").Length == 0)
        {
            errors.Required($"{path}.localhostProfile", "must be set when seccomp type is Localhost");
        }
    }

    private static void ValidateTolerations(JsonObject spec, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var toleration in spec.Each("tolerations"))
        {
            var at = $"{path}.tolerations[{index++}]";
            if (toleration.TextOf("operator") == "Exists" && toleration.TextOf("value").Length > 0)
            {
                errors.Invalid($"{at}.operator", toleration["operator"], "value must be empty when `operator` is 'Exists'");
            }

            if (toleration.TextOf("key").Length == 0 && toleration.TextOf("operator") != "Exists")
            {
                errors.Invalid($"{at}.operator", toleration.TextOf("operator"), "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            }

            if (toleration["tolerationSeconds"] is not null && toleration.TextOf("effect") != "NoExecute")
            {
                errors.Invalid($"{at}.effect", toleration.TextOf("effect"), "effect must be 'NoExecute' when `tolerationSeconds` is set");
            }

            errors.OneOf(toleration, "effect", at, "NoSchedule", "PreferNoSchedule", "NoExecute");
        }
    }

    public static bool IsTrue(this JsonObject? owner, string name) => owner?[name]?.ToString() == "true";
}
