using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Decoding;
using Sampan.Server.Defaulting;
using Sampan.Server.Schemas;
using Sampan.Server.Validation;

namespace Sampan.Server.Tests.Validation;

/// <summary>Objects of built-in kinds as the server judges them: decoded, with defaults, then validated.</summary>
internal static class Judged
{
    /// <summary>What is wrong with a new object, each as <c>field: message</c>.</summary>
    public static string Create(string apiVersion, string kind, string body) =>
        Show(BuiltInValidation.ValidateCreate(Prepare(apiVersion, kind, body), GroupVersionKind.Parse(apiVersion, kind)));

    /// <summary>What is wrong with a changed object.</summary>
    public static string Update(string apiVersion, string kind, string before, string after) =>
        Show(BuiltInValidation.ValidateUpdate(Prepare(apiVersion, kind, after), Prepare(apiVersion, kind, before), GroupVersionKind.Parse(apiVersion, kind)));

    /// <summary>What is wrong with a changed status.</summary>
    public static string Status(string apiVersion, string kind, string before, string after) => Subresource(apiVersion, kind, "status", before, after);

    /// <summary>What is wrong with an object changed through a subresource.</summary>
    public static string Subresource(string apiVersion, string kind, string subresource, string before, string after) =>
        Show(BuiltInValidation.ValidateSubresource(Prepare(apiVersion, kind, after), Prepare(apiVersion, kind, before), GroupVersionKind.Parse(apiVersion, kind), subresource, allowsPrivileged: true));

    private static JsonObject Prepare(string apiVersion, string kind, string body)
    {
        var type = GroupVersionKind.Parse(apiVersion, kind);
        var json = JsonNode.Parse(body)!.AsObject();
        json.TryAdd("metadata", new JsonObject { ["name"] = "x" });
        var decoded = ObjectDecoder.Decode(json, BuiltInTypes.Instance.Find(type)!);
        decoded.Object["apiVersion"] = apiVersion;
        decoded.Object["kind"] = kind;
        decoded.Complete(draft => BuiltInDefaults.Apply(draft, type));
        return decoded.Object;
    }

    private static string Show(IEnumerable<StatusCause> causes) => string.Join(" | ", causes.Select(cause => $"{cause.Field}: {cause.Message.Split('\n')[0]}"));
}
