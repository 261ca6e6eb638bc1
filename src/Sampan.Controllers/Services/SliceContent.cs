using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Services;

/// <summary>What an EndpointSlice has to say.</summary>
/// <param name="AddressType">The family of its addresses.</param>
/// <param name="Ports">The ports that all its endpoints have.</param>
/// <param name="Endpoints">The endpoints.</param>
internal sealed record SliceContent(string AddressType, JsonArray Ports, JsonArray Endpoints)
{
    /// <summary>Puts the content into the draft of a slice.</summary>
    public void WriteTo(JsonObject draft)
    {
        draft["addressType"] = AddressType;
        draft["endpoints"] = Endpoints.DeepClone();
        draft["ports"] = Ports.DeepClone();
    }

    /// <summary>Whether a stored slice says it already.</summary>
    public bool IsIn(KubernetesObject slice) => Equal(slice.Root.Member("endpoints"), Endpoints) && Equal(slice.Root.Member("ports"), Ports);

    private static bool Equal(JsonElement? stored, JsonArray wanted) =>
        stored is { } list ? JsonElement.DeepEquals(list, JsonElement.Parse(wanted.ToUtf8Bytes())) : wanted.Count == 0;
}
