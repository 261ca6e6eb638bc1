using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Decoding;
using Sampan.Server.Defaulting;
using Sampan.Server.Schemas;

namespace Sampan.Server.Tests.Defaulting;

/// <summary>Objects of built-in kinds as the server completes them: decoded, with defaults.</summary>
internal static class Defaulted
{
    public static JsonObject Object(string apiVersion, string kind, string body)
    {
        var type = GroupVersionKind.Parse(apiVersion, kind);
        var decoded = ObjectDecoder.Decode(JsonNode.Parse(body)!.AsObject(), BuiltInTypes.Instance.Find(type)!);
        decoded.Complete(draft => BuiltInDefaults.Apply(draft, type));
        return decoded.Object;
    }

    /// <summary>The JSON at a path of members and indexes, <c>null</c> where there is nothing.</summary>
    public static string At(string apiVersion, string kind, string body, string path)
    {
        JsonNode? found = Object(apiVersion, kind, body);
        foreach (var step in path.Split('.'))
        {
            found = found is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : found?[step];
        }

        return found?.ToJsonString() ?? "null";
    }
}
