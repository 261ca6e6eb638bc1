using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>resource.k8s.io/v1 ResourceClaimSpec: a request is for one device.</summary>
internal static class ResourceClaimDefaults
{
    public static void Apply(JsonObject? spec)
    {
        foreach (var request in spec.At("devices").Each("requests"))
        {
            if (request["exactly"] is JsonObject exactly)
            {
                ApplyToRequest(exactly);
            }

            foreach (var alternative in request.Each("firstAvailable"))
            {
                ApplyToRequest(alternative);
            }
        }
    }

    private static void ApplyToRequest(JsonObject request)
    {
        request.DefaultText("allocationMode", "ExactCount");
        if (request.TextOf("allocationMode") == "ExactCount")
        {
            request.Default("count", 1);
        }
    }
}
