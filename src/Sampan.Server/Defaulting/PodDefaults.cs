using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 Pod: what pods get and pod templates do not.</summary>
internal static class PodDefaults
{
    public static void Apply(JsonObject pod)
    {
        var spec = pod.Ensure("spec");
        PodSpecDefaults.Apply(spec);
        foreach (var container in spec.Each("containers").Concat(spec.Each("initContainers")))
        {
            RequestLimits(container["resources"] as JsonObject);
            if (spec["hostNetwork"]?.GetValue<bool>() == true)
            {
                UseHostPorts(container);
            }
        }

        PodResourceDefaults.Apply(spec);
        if (pod["status"] is JsonObject status)
        {
            AgreeOnAddresses(status, "podIP", "podIPs");
            AgreeOnAddresses(status, "hostIP", "hostIPs");
        }

        spec.Default("enableServiceLinks", true);
    }

    // The older field holds the first entry of the newer one, and goes before it where they differ.
    private static void AgreeOnAddresses(JsonObject status, string first, string all)
    {
        var given = status.TextOf(first);
        var list = status.Each(all).ToList();
        if (given.Length == 0 && list.Count > 0)
        {
            status[first] = list[0].TextOf("ip");
        }
        else if (given.Length > 0 && list.Count == 0 && first == "podIP")
        {
            status[all] = new JsonArray(new JsonObject { ["ip"] = given });
        }
    }

    private static void RequestLimits(JsonObject? resources)
    {
        if (resources?["limits"] is JsonObject limits)
        {
            resources.Ensure("requests").DefaultFrom(limits);
        }
    }

    private static void UseHostPorts(JsonObject container)
    {
        foreach (var port in container.Each("ports"))
        {
            if (port["containerPort"] is { } number)
            {
                port.Default("hostPort", number.DeepClone());
            }
        }
    }
}
