using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sampan.Kubernetes.Patching;

/// <summary>JSON values as Go prints them in error messages.</summary>
public static class GoValues
{
    /// <summary>The value as <c>fmt</c>'s <c>%v</c> prints it: <c>map[a:1 b:[x y]]</c>, keys sorted.</summary>
    public static string Of(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    /// <summary>The word of <c>encoding/json</c> for a value's kind.</summary>
    public static string JsonKind(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        _ => "null",
    };

    /// <summary>The Go type that a decoded value has.</summary>
    public static string TypeOf(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "map[string]interface {}",
        JsonValueKind.Array => "[]interface {}",
        JsonValueKind.String => "string",
        JsonValueKind.Number => node.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') ? "float64" : "int64",
        JsonValueKind.True or JsonValueKind.False => "bool",
        _ => "%!s(<nil>)",
    };

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("<nil>");
                break;
            case JsonObject members:
                text.Append("map[");
                text.AppendJoin(' ', members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{Of(member.Value)}"));
                text.Append(']');
                break;
            case JsonArray items:
                text.Append('[').AppendJoin(' ', items.Select(Of)).Append(']');
                break;
            default:
                text.Append(node.ToString());
                break;
        }
    }
}
