using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>apiregistration.k8s.io/v1 APIService: a name made of version and group, priorities, and how its service is trusted.</summary>
internal static class ApiServiceValidation
{
    public static void Validate(JsonObject service, FieldErrors errors)
    {
        var spec = service.At("spec") ?? [];
        var (group, version) = (spec.TextOf("group"), spec.TextOf("version"));
        var name = service.At("metadata").TextOf("name");
        var required = $"{version}.{group}";
        if (name != required)
        {
            errors.Invalid("metadata.name", name, $"must be `spec.version+\".\"+spec.group`: \"{required}\"");
        }

        if (group.Length == 0)
        {
            // Only the core group has no name, and it is the server's own.
            if (version != "v1" || spec["service"] is JsonObject)
            {
                errors.Required("spec.group", "only v1 may have an empty group and it better be legacy kube");
            }
        }
        else
        {
            errors.Invalid("spec.group", group, Names.Subdomain(group));
        }

        errors.Invalid("spec.version", version, Names.ServiceLabel(version));
        Bound(spec, "groupPriorityMinimum", 20000, errors);
        Bound(spec, "versionPriority", 1000, errors);
        if (spec["service"] is JsonObject target)
        {
            ValidateTarget(target, errors);
        }
        else if (spec.TextOf("caBundle").Length > 0)
        {
            errors.Invalid("spec.caBundle", $"{Convert.FromBase64String(spec.TextOf("caBundle")).Length} bytes", "local APIServices may not have a caBundle");
        }

        if (spec.IsTrue("insecureSkipTLSVerify") && (spec["service"] is not JsonObject || spec.TextOf("caBundle").Length > 0))
        {
            errors.Invalid("spec.insecureSkipTLSVerify", true, spec["service"] is JsonObject ? "may not be true if caBundle is present" : "local APIServices may not have insecureSkipTLSVerify");
        }
    }

    private static void Bound(JsonObject spec, string name, long most, FieldErrors errors)
    {
        var number = FieldErrors.Number(spec, name) ?? 0;
        if (number <= 0 || number > most)
        {
            errors.Invalid($"spec.{name}", number, $"must be positive and less than {most}");
        }
    }

    private static void ValidateTarget(JsonObject target, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["namespace", "name"])
        {
            if (target.TextOf(name).Length == 0)
            {
                errors.Required($"spec.service.{name}");
            }
        }

        if (FieldErrors.Number(target, "port") is { } port and (< 1 or > 65535))
        {
            errors.Invalid("spec.service.port", port, "port is not valid: must be between 1 and 65535, inclusive");
        }
    }
}
