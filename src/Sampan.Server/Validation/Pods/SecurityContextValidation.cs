using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>core/v1 PodSecurityContext and SecurityContext.</summary>
internal static class SecurityContextValidation
{
    private const int LongestProfile = 4095;

    public static void ValidatePod(PodScope scope, string path)
    {
        var (spec, errors) = (scope.Spec, scope.Errors);
        var context = spec["securityContext"] as JsonObject;
        var at = $"{path}.securityContext";
        foreach (var name in (ReadOnlySpan<string>)["fsGroup", "runAsUser", "runAsGroup"])
        {
            ValidateId(context, name, at, errors);
        }

        var index = 0;
        foreach (var group in context?["supplementalGroups"] as JsonArray ?? [])
        {
            ValidateId(group, $"{at}.supplementalGroups[{index++}]", errors);
        }

        if (spec.IsTrue("hostPID") && spec.IsTrue("shareProcessNamespace"))
        {
            errors.Invalid($"{at}.shareProcessNamespace", true, "ShareProcessNamespace and HostPID cannot both be enabled");
        }

        ValidateSysctls(spec, context, $"{at}.sysctls", errors);
        errors.OneOf(context, "fsGroupChangePolicy", at, "Always", "OnRootMismatch");
        ValidateSeccomp(context?["seccompProfile"] as JsonObject, $"{at}.seccompProfile", errors);
        WindowsValidation.ValidateOptions(context?["windowsOptions"] as JsonObject, $"{at}.windowsOptions", errors);
        ValidateAppArmor(context?["appArmorProfile"] as JsonObject, $"{at}.appArmorProfile", errors);
        errors.OneOf(context, "supplementalGroupsPolicy", at, "Merge", "Strict");
        errors.OneOf(context, "seLinuxChangePolicy", at, "MountOption", "Recursive");
    }

    public static void ValidateContainer(JsonObject? context, PodScope scope, string path)
    {
        if (context is null)
        {
            return;
        }

        var errors = scope.Errors;
        if (context.IsTrue("privileged") && !errors.AllowsPrivileged)
        {
            errors.Forbidden($"{path}.privileged", "disallowed by cluster policy");
        }

        ValidateId(context, "runAsUser", path, errors);
        ValidateId(context, "runAsGroup", path, errors);
        errors.OneOf(context, "procMount", path, "Default", "Unmasked");
        if (scope.UsesHostUsers && context.TextOf("procMount") == "Unmasked")
        {
            errors.Invalid($"{path}.procMount", context["procMount"], "`hostUsers` must be false to use `Unmasked`");
        }

        ValidateSeccomp(context["seccompProfile"] as JsonObject, $"{path}.seccompProfile", errors);
        ValidateEscalation(context, path, errors);
        WindowsValidation.ValidateOptions(context["windowsOptions"] as JsonObject, $"{path}.windowsOptions", errors);
        ValidateAppArmor(context["appArmorProfile"] as JsonObject, $"{path}.appArmorProfile", errors);
    }

    private static void ValidateEscalation(JsonObject context, string path, FieldErrors errors)
    {
        if (context["allowPrivilegeEscalation"]?.ToString() != "false")
        {
            return;
        }

        if (context.IsTrue("privileged"))
        {
            errors.Invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }

        foreach (var _ in (context.At("capabilities")?["add"] as JsonArray ?? []).Where(capability => capability?.ToString() == "CAP_SYS_ADMIN"))
        {
            errors.Invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    private static void ValidateId(JsonObject? owner, string name, string path, FieldErrors errors)
    {
        if (owner?[name] is { } id)
        {
            ValidateId(id, $"{path}.{name}", errors);
        }
    }

    private static void ValidateId(JsonNode? id, string path, FieldErrors errors)
    {
        if (long.TryParse(id?.ToJsonString(), out var number) && number is < 0 or > int.MaxValue)
        {
            errors.Invalid(path, number, "must be between 0 and 2147483647, inclusive");
        }
    }

    private static void ValidateSysctls(JsonObject spec, JsonObject? context, string path, FieldErrors errors)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var sysctl in context.Each("sysctls"))
        {
            var at = $"{path}[{index++}].name";
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

            if (SharedNamespace(name) is { } option && spec.IsTrue(option))
            {
                errors.Invalid(at, name, $"may not be specified when '{option}' is true");
            }
        }
    }

    /// <summary>The option by which a pod shares the namespace of a kernel parameter with its node.</summary>
    private static string? SharedNamespace(string sysctl)
    {
        var name = sysctl.Replace('/', '.');
        return name.StartsWith("net.", StringComparison.Ordinal) ? "hostNetwork"
            : name is "kernel.sem" || name.StartsWith("kernel.shm", StringComparison.Ordinal) || name.StartsWith("kernel.msg", StringComparison.Ordinal) || name.StartsWith("fs.mqueue.", StringComparison.Ordinal) ? "hostIPC"
            : null;
    }

    private static void ValidateSeccomp(JsonObject? profile, string path, FieldErrors errors)
    {
        if (profile is null)
        {
            return;
        }

        ValidateType(profile, "type is required when seccompProfile is set", path, errors);
        var file = profile["localhostProfile"];
        if (profile.TextOf("type") != "Localhost")
        {
            if (file is not null)
            {
                errors.Invalid($"{path}.localhostProfile", profile, "can only be set when seccomp type is Localhost");
            }
        }
        else if (file is null)
        {
            errors.Required($"{path}.localhostProfile", "must be set when seccomp type is Localhost");
        }
        else
        {
            LocalPath.ValidateDescending(profile.TextOf("localhostProfile"), $"{path}.localhostProfile", errors);
        }
    }

    private static void ValidateAppArmor(JsonObject? profile, string path, FieldErrors errors)
    {
        if (profile is null)
        {
            return;
        }

        var name = profile.TextOf("localhostProfile");
        switch (profile.TextOf("type"))
        {
            case "Localhost":
                if (name.Trim() != name)
                {
                    errors.Invalid($"{path}.localhostProfile", name, "must not be padded with whitespace");
                }
                else if (name.Length == 0)
                {
                    errors.Required($"{path}.localhostProfile", "must be set when AppArmor type is Localhost");
                }

                if (Encoding.UTF8.GetByteCount(name) > LongestProfile)
                {
                    errors.TooLong($"{path}.localhostProfile", LongestProfile);
                }

                break;
            case "RuntimeDefault" or "Unconfined":
                if (profile["localhostProfile"] is { } given)
                {
                    errors.Invalid($"{path}.localhostProfile", given, "can only be set when AppArmor type is Localhost");
                }

                break;
            default:
                ValidateType(profile, "type is required when appArmorProfile is set", path, errors);
                break;
        }
    }

    private static void ValidateType(JsonObject profile, string absent, string path, FieldErrors errors)
    {
        if (profile.TextOf("type").Length == 0)
        {
            errors.Required($"{path}.type", absent);
        }
        else
        {
            errors.OneOf(profile, "type", path, "Localhost", "RuntimeDefault", "Unconfined");
        }
    }
}
