using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Storage;

/// <summary>storage.k8s.io/v1 CSIStorageCapacity.</summary>
internal static class CapacityValidation
{
    public static void Validate(JsonObject capacity, FieldErrors errors)
    {
        SelectorValidation.Validate(capacity["nodeTopology"] as JsonObject, "nodeTopology", errors);
        var name = capacity.TextOf("storageClassName");
        errors.Invalid("storageClassName", name, Names.Subdomain(name));
        if (Quantity.TryParse(capacity.TextOf("capacity"), out var quantity) && quantity.Sign < 0)
        {
            errors.Invalid("capacity", capacity["capacity"], "must be greater than or equal to 0");
        }
    }

    /// <summary>What the driver was asked for stays; only its answer changes.</summary>
    public static void CheckUpdate(JsonObject capacity, JsonObject before, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["nodeTopology", "storageClassName"])
        {
            if (!JsonNode.DeepEquals(capacity[name], before[name]))
            {
                errors.Invalid(name, capacity[name], "field is immutable");
            }
        }
    }
}
