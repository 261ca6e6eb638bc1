using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Schemas;

namespace Sampan.Server.Decoding;

/// <summary>
/// The words in which Kubernetes says that a value does not fit its field where it makes an object from a map rather than
/// from JSON, as it does after a strategic merge patch (apimachinery/pkg/runtime/converter.go, fromUnstructured).
/// </summary>
internal static class MapConversion
{
    /// <summary>What is wrong with the value.</summary>
    public static string Fault(JsonNode value, FieldDefinition field) => field.Shape switch
    {
        SchemaShape.Map => $"cannot restore map from {KindOf(value)}",
        SchemaShape.List => $"cannot restore slice from {KindOf(value)}",
        SchemaShape.Struct => $"cannot restore struct from: {KindOf(value)}",
        _ => ScalarFault(KindOf(value), field),
    };

    // Go's numbers convert to one another and to strings, which would not be what was meant; nothing else converts at all.
    private static string ScalarFault(string kind, FieldDefinition field)
    {
        var type = GoTypes.NameOf(field);
        return field.Scalar switch
        {
            ScalarType.Bytes => $"cannot restore slice from {kind}",
            ScalarType.String when kind == "int64" => $"cannot convert {kind} to {type}",
            ScalarType.Integer or ScalarType.Number when kind is "int64" or "float64" => $"cannot convert {kind} to {type}",
            _ => $"unrecognized type: {type}",
        };
    }

    private static string KindOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "map",
        JsonValueKind.Array => "slice",
        JsonValueKind.Number => value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') ? "float64" : "int64",
        _ => GoTypes.KindOf(value),
    };
}
