using System.Text.Json.Nodes;

namespace Sampan.Server.Validation.Storage;

/// <summary>storage.k8s.io/v1 VolumeAttributesClass.</summary>
internal static class AttributesClassValidation
{
    public static void Validate(JsonObject attributes, FieldErrors errors)
    {
        ClassParameters.ValidateDriver(attributes, "driverName", errors);
        ClassParameters.Validate(attributes, allowsNone: false, errors);
    }
}
