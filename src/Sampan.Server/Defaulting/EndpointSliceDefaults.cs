using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>discovery.k8s.io/v1 EndpointSlice.</summary>
internal static class EndpointSliceDefaults
{
    public static void Apply(JsonObject slice)
    {
        foreach (var port in slice.Each("ports"))
        {
            port.Default("name", "");
            port.Default("protocol", "TCP");
        }
    }
}
