using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Schemas;

namespace Sampan.Server.Decoding;

/// <summary>Names of Go types as decoding errors print them.</summary>
internal static class GoTypes
{
    /// <summary>The type's name without its package: <c>PodSpec</c>.</summary>
    public static string StructName(TypeDefinition type) => type.Name[(type.Name.LastIndexOf('.') + 1)..];

    /// <summary>The Go type of a field: <c>int32</c>, <c>[]v1.Container</c>, <c>map[string]string</c>.</summary>
    public static string NameOf(FieldDefinition field) => field.Shape switch
    {
        SchemaShape.List => "[]" + NameOf(field.ElementDefinition!),
        SchemaShape.Map => "map[string]" + NameOf(field.ElementDefinition!),
        SchemaShape.Struct => PackageAndName(field.Type!.Name),
        SchemaShape.Untyped => "interface {}",
        _ => field.Scalar switch
        {
            ScalarType.Boolean => "bool",
            ScalarType.Number => "float64",
            ScalarType.Bytes => "[]uint8",
            ScalarType.Integer => field.Format.Length == 0 ? "int64" : field.Format,
            ScalarType.Quantity => "resource.Quantity",
            ScalarType.IntegerOrString => "intstr.IntOrString",
            ScalarType.Time => "v1.Time",
            ScalarType.MicroTime => "v1.MicroTime",
            _ => "string",
        },
    };

    /// <summary>The word of <c>encoding/json</c> for a value's kind.</summary>
    public static string KindOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };

    // core.v1.PodSpec is v1.PodSpec in Go: the package is the version.
    private static string PackageAndName(string name)
    {
        var parts = name.Split('.');
        return $"{parts[^2]}.{parts[^1]}";
    }
}
