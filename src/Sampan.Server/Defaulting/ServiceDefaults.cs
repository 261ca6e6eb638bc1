using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 Service. Addresses and node ports are allocated elsewhere.</summary>
internal static class ServiceDefaults
{
    private const int SessionSeconds = 10800;

    public static void Apply(JsonObject service)
    {
        var spec = service.Ensure("spec");
        spec.DefaultText("type", "ClusterIP");
        ApplyToSessionAffinity(spec);
        foreach (var port in spec.Each("ports"))
        {
            ApplyToPort(port);
        }

        var type = spec.TextOf("type");
        var external = type is "NodePort" or "LoadBalancer" || (type == "ClusterIP" && spec["externalIPs"] is JsonArray { Count: > 0 });
        if (external)
        {
            spec.DefaultText("externalTrafficPolicy", "Cluster");
        }

        if (type is "NodePort" or "LoadBalancer" or "ClusterIP")
        {
            spec.Default("internalTrafficPolicy", "Cluster");
        }

        if (type == "LoadBalancer")
        {
            spec.Default("allocateLoadBalancerNodePorts", true);
            foreach (var ingress in service.At("status", "loadBalancer").Each("ingress").Where(ingress => ingress.ContainsKey("ip")))
            {
                ingress.Default("ipMode", "VIP");
            }
        }
    }

    private static void ApplyToSessionAffinity(JsonObject spec)
    {
        spec.DefaultText("sessionAffinity", "None");
        if (spec.TextOf("sessionAffinity") == "None")
        {
            spec.Remove("sessionAffinityConfig");
        }
        else if (spec.TextOf("sessionAffinity") == "ClientIP" && spec.At("sessionAffinityConfig", "clientIP")?["timeoutSeconds"] is null)
        {
            spec["sessionAffinityConfig"] = new JsonObject { ["clientIP"] = new JsonObject { ["timeoutSeconds"] = SessionSeconds } };
        }
    }

    private static void ApplyToPort(JsonObject port)
    {
        port.DefaultText("protocol", "TCP");
        var target = port["targetPort"];
        var absent = target is null
            || (target.GetValueKind() == JsonValueKind.Number && target.ToJsonString() == "0")
            || (target.GetValueKind() == JsonValueKind.String && target.GetValue<string>().Length == 0);
        if (absent && port["port"] is { } number)
        {
            port["targetPort"] = number.DeepClone();
        }
    }
}
