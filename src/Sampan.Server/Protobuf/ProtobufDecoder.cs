using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Schemas;

namespace Sampan.Server.Protobuf;

/// <summary>
/// Decodes bodies of <c>application/vnd.kubernetes.protobuf</c> into JSON objects. Fields that are zero stay in: whether Go
/// would leave them out is for the step that decodes JSON bodies too.
/// </summary>
public static class ProtobufDecoder
{
    /// <summary>How deep messages and raw JSON may nest.</summary>
    internal const int MaxDepth = 64;

    /// <summary>Whether a body is a protobuf body of Kubernetes.</summary>
    public static bool IsProtobuf(ReadOnlySpan<byte> body) => ProtobufEnvelope.IsEnvelope(body);

    /// <summary>The object of a body, with <c>apiVersion</c> and <c>kind</c>.</summary>
    /// <param name="body">The body, magic bytes included.</param>
    /// <param name="expected">The kind to assume where the body names none.</param>
    /// <exception cref="InvalidDataException">The body is malformed, or of a kind that is not built in.</exception>
    public static JsonObject Decode(ReadOnlySpan<byte> body, GroupVersionKind? expected = null) => Decode(body, expected, new MessageDecoder());

    internal static JsonObject Decode(ReadOnlySpan<byte> body, GroupVersionKind? expected, MessageDecoder decoder)
    {
        var envelope = ProtobufEnvelope.Read(body);
        var kind = envelope.Kind.Length == 0 && expected is { } assumed ? assumed : GroupVersionKind.Parse(envelope.ApiVersion, envelope.Kind);
        var type = Find(kind) ?? throw new InvalidDataException($"no kind \"{kind.Kind}\" is registered for version \"{kind.ApiVersion}\"");
        var result = new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion };
        decoder.DecodeInto(result, envelope.Raw, MessageLayout.Of(type));
        return result;
    }

    // The option kinds of meta.k8s.io are registered in every group.
    private static TypeDefinition? Find(GroupVersionKind kind) => BuiltInTypes.Instance.Find(kind)
        ?? (kind.Kind == "DeleteOptions" ? BuiltInTypes.Instance.Find("meta.v1.DeleteOptions") : null);
}
