using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>networking.k8s.io/v1 NetworkPolicy: rules for what comes in, and for what goes out if it has such rules.</summary>
internal static class NetworkPolicyDefaults
{
    public static void Apply(JsonObject policy)
    {
        var spec = policy.Ensure("spec");
        foreach (var port in spec.Each("ingress").Concat(spec.Each("egress")).SelectMany(rule => rule.Each("ports")))
        {
            port.Default("protocol", "TCP");
        }

        spec.DefaultList("policyTypes", spec["egress"] is JsonArray { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress"));
    }
}
