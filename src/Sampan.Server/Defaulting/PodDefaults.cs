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

        RequestLimits(spec["resources"] as JsonObject);
        spec.Default("enableServiceLinks", true);
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
