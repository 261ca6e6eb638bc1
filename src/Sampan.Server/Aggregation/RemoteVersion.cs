using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sampan.Server.Aggregation;

/// <summary>What the server behind an APIService has last said of its group version.</summary>
/// <param name="Service">The server.</param>
internal sealed record RemoteVersion(AggregatedService Service)
{
    /// <summary>Its resources, as apidiscovery.k8s.io/v2 APIVersionDiscovery; null before the first answer.</summary>
    public JsonElement? Discovery { get; init; }

    /// <summary>Whether it could not be asked the last time.</summary>
    public bool IsStale { get; init; } = true;

    /// <summary>Where its OpenAPI v3 document was read, the hash included; empty if it has none.</summary>
    public string OpenApiUrl { get; init; } = "";

    /// <summary>Its OpenAPI v3 document; empty if it has none.</summary>
    public ReadOnlyMemory<byte> OpenApi { get; init; }

    /// <summary>Paths and definitions of its OpenAPI v2 document; null if it has none.</summary>
    public JsonObject? Swagger { get; init; }
}
