using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>Where a container has its volumes: core/v1 VolumeMount and VolumeDevice.</summary>
internal static class MountValidation
{
    public static void Validate(JsonObject container, PodScope scope, string path)
    {
        var mounts = container.Each("volumeMounts").ToList();
        var devices = container.Each("volumeDevices").ToList();
        var places = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < mounts.Count; i++)
        {
            ValidateMount(mounts[i], container, devices, places, scope, $"{path}.volumeMounts", i);
        }

        var (names, paths) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < devices.Count; i++)
        {
            ValidateDevice(devices[i], mounts, names, paths, scope, $"{path}.volumeDevices[{i}]");
        }
    }

    private static void ValidateMount(JsonObject mount, JsonObject container, List<JsonObject> devices, HashSet<string> places, PodScope scope, string list, int index)
    {
        var errors = scope.Errors;
        var path = $"{list}[{index}]";
        var (name, place) = (mount.TextOf("name"), mount.TextOf("mountPath"));
        if (name.Length == 0)
        {
            errors.Required($"{path}.name");
        }

        if (!scope.Volumes.ContainsKey(name))
        {
            errors.NotFound($"{path}.name", name);
        }

        if (place.Length == 0)
        {
            errors.Required($"{path}.mountPath");
        }

        if (!places.Add(place))
        {
            errors.Invalid($"{path}.mountPath", place, "must be unique");
        }

        if (devices.Exists(device => device.TextOf("name") == name))
        {
            errors.Invalid($"{path}.name", name, "must not already exist in volumeDevices");
        }

        if (devices.Exists(device => device.TextOf("devicePath") == place))
        {
            errors.Invalid($"{path}.mountPath", place, "must not already exist as a path in volumeDevices");
        }

        ValidateSubPaths(mount, scope.Volumes.GetValueOrDefault(name), path, list, errors);
        ValidatePropagation(mount, container, $"{list}.mountPropagation", errors);
        ValidateRecursion(mount, $"{list}.recursiveReadOnly", errors);
    }

    // The paths of these faults lack the index in Kubernetes, too.
    private static void ValidateSubPaths(JsonObject mount, JsonObject? volume, string path, string list, FieldErrors errors)
    {
        var (subPath, expression) = (mount.TextOf("subPath"), mount.TextOf("subPathExpr"));
        foreach (var (field, value) in (ReadOnlySpan<(string, string)>)[("subPath", subPath), ("subPathExpr", expression)])
        {
            if (volume?["image"] is JsonObject && value.Length > 0)
            {
                errors.Invalid($"{path}.{field}", value, "not allowed in image volume sources");
            }
        }

        if (subPath.Length > 0)
        {
            LocalPath.ValidateDescending(subPath, $"{list}.subPath", errors);
        }

        if (expression.Length == 0)
        {
            return;
        }

        if (subPath.Length > 0)
        {
            errors.Invalid($"{path}.subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
        }

        LocalPath.ValidateDescending(expression, $"{list}.subPathExpr", errors);
    }

    private static void ValidatePropagation(JsonObject mount, JsonObject container, string path, FieldErrors errors)
    {
        if (mount["mountPropagation"] is not JsonValue propagation)
        {
            return;
        }

        if (propagation.ToString() is not ("Bidirectional" or "HostToContainer" or "None"))
        {
            errors.NotSupported(path, propagation, "Bidirectional", "HostToContainer", "None");
        }

        if (propagation.ToString() == "Bidirectional" && !container.At("securityContext").IsTrue("privileged"))
        {
            errors.Forbidden(path, "Bidirectional mount propagation is available only to privileged containers");
        }
    }

    private static void ValidateRecursion(JsonObject mount, string path, FieldErrors errors)
    {
        switch (mount.TextOf("recursiveReadOnly"))
        {
            case "" when mount["recursiveReadOnly"] is null:
            case "Disabled":
                break;
            case "Enabled" or "IfPossible":
                if (!mount.IsTrue("readOnly"))
                {
                    errors.Forbidden(path, "may only be specified when readOnly is true");
                }

                if (mount.TextOf("mountPropagation") is not ("" or "None"))
                {
                    errors.Forbidden(path, "may only be specified when mountPropagation is None or not specified");
                }

                break;
            default:
                errors.NotSupported(path, mount["recursiveReadOnly"], "Disabled", "Enabled", "IfPossible");
                break;
        }
    }

    private static void ValidateDevice(JsonObject device, List<JsonObject> mounts, HashSet<string> names, HashSet<string> paths, PodScope scope, string path)
    {
        var errors = scope.Errors;
        var (name, place) = (device.TextOf("name"), device.TextOf("devicePath"));
        if (name.Length == 0)
        {
            errors.Required($"{path}.name");
        }

        if (name.Length > 0 && !names.Add(name))
        {
            errors.Invalid($"{path}.name", name, "must be unique");
        }

        if (!scope.Volumes.TryGetValue(name, out var volume))
        {
            errors.NotFound($"{path}.name", name);
        }
        else if (volume["persistentVolumeClaim"] is not JsonObject && volume["ephemeral"] is not JsonObject)
        {
            errors.Invalid($"{path}.name", name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
        }

        if (place.Length == 0)
        {
            errors.Required($"{path}.devicePath");
        }

        if (paths.Contains(place))
        {
            errors.Invalid($"{path}.devicePath", place, "must be unique");
        }

        if (LocalPath.HasBacksteps(place))
        {
            errors.Invalid($"{path}.devicePath", place, "can not contain backsteps ('..')");
        }
        else
        {
            paths.Add(place);
        }

        if (mounts.Exists(mount => mount.TextOf("name") == name))
        {
            errors.Invalid($"{path}.name", name, "must not already exist in volumeMounts");
        }

        if (mounts.Exists(mount => mount.TextOf("mountPath") == place))
        {
            errors.Invalid($"{path}.devicePath", place, "must not already exist as a path in volumeMounts");
        }
    }
}
