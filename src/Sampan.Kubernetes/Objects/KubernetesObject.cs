using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;

namespace Sampan.Kubernetes.Objects;

/// <summary>
/// One version of one object, immutable: its UTF-8 JSON, and views of it that are parsed once, on first use.
/// To change an object, take a draft with <see cref="ToDraft"/>, edit it, and make a new object of it with <see cref="From"/>.
/// </summary>
public sealed class KubernetesObject
{
    // Many readers may come to an object at once: what is kept for them is a reference, which is written whole or not at all.
    private StrongBox<JsonElement>? _root;
    private ObjectMetadata? _metadata;

    private KubernetesObject(ReadOnlyMemory<byte> utf8Json) => Utf8Json = utf8Json;

    /// <summary>The JSON, UTF-8 encoded. Shared: never written to.</summary>
    public ReadOnlyMemory<byte> Utf8Json { get; }

    /// <summary>The parsed JSON, an object.</summary>
    public JsonElement Root => (_root ??= new StrongBox<JsonElement>(JsonElement.Parse(Utf8Json.Span))).Value;

    /// <summary>The metadata, parsed once. Absent fields are empty, never null.</summary>
    /// <remarks>The whole object stays unparsed: of most objects in a store nobody asks for more.</remarks>
    public ObjectMetadata Metadata => _metadata ??= _root is { } root ? ObjectMetadata.Of(root.Value) : ObjectMetadata.Of(Utf8Json.Span);

    /// <summary><c>apiVersion</c>, empty where absent.</summary>
    public string ApiVersion => Root.StringOrEmpty("apiVersion");

    /// <summary><c>kind</c>, empty where absent.</summary>
    public string Kind => Root.StringOrEmpty("kind");

    /// <summary>The object's type, from <c>apiVersion</c> and <c>kind</c>.</summary>
    public GroupVersionKind GroupVersionKind => GroupVersionKind.Parse(ApiVersion, Kind);

    /// <summary>Namespace and name.</summary>
    public NamespacedName NamespacedName => new(Metadata.Namespace, Metadata.Name);

    /// <summary>Wraps JSON that the caller will not change afterwards.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    /// <exception cref="InvalidDataException">The JSON is not an object.</exception>
    public static KubernetesObject Parse(ReadOnlyMemory<byte> utf8Json)
    {
        var parsed = new KubernetesObject(utf8Json);
        if (parsed.Root.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"A Kubernetes object is a JSON object; this is {parsed.Root.ValueKind}.");
        }

        return parsed;
    }

    /// <summary>Wraps JSON known to be one object, without parsing it yet.</summary>
    public static KubernetesObject FromTrusted(ReadOnlyMemory<byte> utf8Json) => new(utf8Json);

    /// <summary>Encodes a draft. Later changes of the draft do not reach the object.</summary>
    public static KubernetesObject From(JsonObject draft) => new(draft.ToUtf8Bytes());

    /// <summary>A fresh, mutable copy.</summary>
    public JsonObject ToDraft() => JsonNode.Parse(Utf8Json.Span)!.AsObject();

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {NamespacedName}";
}
