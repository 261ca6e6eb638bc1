using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>A pod that says what system it needs has no settings of the other one.</summary>
internal static class OperatingSystemValidation
{
    private const string NotOnWindows = "cannot be set for a windows pod";

    private static readonly string[] ContainerSettings =
    [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged", "allowPrivilegeEscalation",
        "procMount", "runAsUser", "runAsGroup",
    ];

    public static void Validate(PodScope scope, string path)
    {
        if (scope.Spec["os"] is not JsonObject os)
        {
            return;
        }

        switch (os.TextOf("name"))
        {
            case "":
                scope.Errors.Required($"{path}.os.name", "cannot be empty");
                break;
            case "linux":
                ValidateLinux(scope, path);
                break;
            case "windows":
                ValidateWindows(scope, path);
                break;
            default:
                scope.Errors.NotSupported($"{path}.os", os["name"], "linux", "windows");
                break;
        }
    }

    private static void ValidateLinux(PodScope scope, string path)
    {
        foreach (var (owner, at) in scope.Containers(path).Prepend((scope.Spec, path)))
        {
            if (owner.At("securityContext")?["windowsOptions"] is JsonObject)
            {
                scope.Errors.Forbidden($"{at}.securityContext.windowsOptions", "windows options cannot be set for a linux pod");
            }
        }
    }

    private static void ValidateWindows(PodScope scope, string path)
    {
        var spec = scope.Spec;
        Forbid(spec, "securityContext", ["appArmorProfile", "seLinuxOptions"], path, scope.Errors);
        Forbid(spec, "", ["hostUsers", "hostPID", "hostIPC"], path, scope.Errors);
        Forbid(spec, "securityContext", ["seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls"], path, scope.Errors);
        Forbid(spec, "", ["shareProcessNamespace"], path, scope.Errors);
        Forbid(spec, "securityContext", ["runAsUser", "runAsGroup", "supplementalGroups", "supplementalGroupsPolicy", "seLinuxChangePolicy"], path, scope.Errors);
        foreach (var (container, at) in scope.Containers(path))
        {
            Forbid(container, "securityContext", ContainerSettings, at, scope.Errors);
        }
    }

    private static void Forbid(JsonObject owner, string part, string[] names, string path, FieldErrors errors)
    {
        var (settings, at) = part.Length == 0 ? (owner, path) : (owner.At(part), $"{path}.{part}");
        foreach (var name in names.Where(name => settings?[name] is { } value && !(name is "hostPID" or "hostIPC" && value.ToString() == "false")))
        {
            errors.Forbidden($"{at}.{name}", NotOnWindows);
        }
    }
}
