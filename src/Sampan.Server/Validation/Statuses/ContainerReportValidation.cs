using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Statuses;

/// <summary>What a pod's status says of the users that its containers run as, and of the devices that they have.</summary>
internal static class ContainerReportValidation
{
    private const string Claim = "claim:";

    // Of the statuses, the containers of the spec that they are of.
    private static readonly (string Statuses, string Containers)[] Lists = [("containerStatuses", "containers"), ("initContainerStatuses", "initContainers"), ("ephemeralContainerStatuses", "")];

    public static void Check(JsonObject pod, FieldErrors errors)
    {
        var (spec, status) = (pod.At("spec") ?? [], pod.At("status") ?? []);
        foreach (var (statuses, _) in Lists)
        {
            foreach (var (index, report) in status.Each(statuses).Index())
            {
                CheckUser(report, spec.At("os").TextOf("name"), $"status.{statuses}[{index}].user.linux", errors);
            }
        }

        foreach (var (statuses, containers) in Lists)
        {
            foreach (var (index, report) in status.Each(statuses).Index())
            {
                CheckDevices(report, spec, containers, $"status.{statuses}[{index}].allocatedResourcesStatus", errors);
            }
        }
    }

    private static void CheckUser(JsonObject report, string system, string path, FieldErrors errors)
    {
        if (report.At("user", "linux") is not { } user)
        {
            return;
        }

        if (system == "windows")
        {
            errors.Forbidden(path, "cannot be set for a windows pod");
            return;
        }

        foreach (var name in (ReadOnlySpan<string>)["uid", "gid"])
        {
            CheckIdentity(user[name], $"{path}.{name}", errors);
        }

        foreach (var (index, group) in (user["supplementalGroups"] as JsonArray ?? []).Index())
        {
            CheckIdentity(group, $"{path}.supplementalGroups[{index}]", errors);
        }
    }

    private static void CheckIdentity(JsonNode? value, string path, FieldErrors errors)
    {
        if (value is JsonValue number && number.TryGetValue<long>(out var identity) && identity is < 0 or > int.MaxValue)
        {
            errors.Invalid(path, identity, "must be between 0 and 2147483647, inclusive");
        }
    }

    private static void CheckDevices(JsonObject report, JsonObject spec, string containers, string path, FieldErrors errors)
    {
        var allocated = report.Each("allocatedResourcesStatus").ToList();
        if (containers.Length == 0)
        {
            if (allocated.Count > 0)
            {
                errors.Forbidden(path, "must not be specified in container status");
            }

            return;
        }

        var container = spec.Each(containers).FirstOrDefault(one => one.TextOf("name") == report.TextOf("name"));
        for (var i = 0; i < allocated.Count; i++)
        {
            if (container is not null)
            {
                CheckName(allocated[i].TextOf("name"), container, $"{path}[{i}].name", errors);
            }

            CheckHealth(allocated[i], $"{path}[{i}].resources", errors);
        }
    }

    private static void CheckName(string name, JsonObject container, string path, FieldErrors errors)
    {
        var resources = container.At("resources");
        if (!name.StartsWith(Claim, StringComparison.Ordinal))
        {
            if (resources.At("requests")?.ContainsKey(name) != true)
            {
                errors.Invalid(path, name, "must match one of the container's resource requests");
            }
        }
        else if (!resources.Each("claims").Any(claim => name == Claim + claim.TextOf("name") + (claim.TextOf("request") is { Length: > 0 } request ? $"/{request}" : "")))
        {
            errors.Invalid(path, name, "must match one of the container's resource claims in a format 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty");
        }
    }

    private static void CheckHealth(JsonObject allocated, string path, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, device) in allocated.Each("resources").Index())
        {
            var health = device.TextOf("health");
            if (health is not ("Healthy" or "Unhealthy" or "Unknown"))
            {
                errors.NotSupported($"{path}[{index}].health", health, "Healthy", "Unhealthy", "Unknown");
            }

            if (!seen.Add(device.TextOf("resourceID")))
            {
                errors.Duplicate($"{path}[{index}].resourceID", device.TextOf("resourceID"));
            }
        }
    }
}
