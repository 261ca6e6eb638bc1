using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 Endpoints.</summary>
internal static class EndpointsDefaults
{
    public static void Apply(JsonObject endpoints)
    {
        foreach (var port in endpoints.Each("subsets").SelectMany(subset => subset.Each("ports")))
        {
            port.DefaultText("protocol", "TCP");
        }
    }
}
