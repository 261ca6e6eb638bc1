using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Registry;

/// <summary>
/// The one encoding of stored objects: <c>kind</c> and <c>apiVersion</c> first, metadata in Go's field order, the rest as
/// it comes. A fixed beginning lets list items drop their type by slicing.
/// </summary>
internal static class ObjectEncoder
{
    private static readonly string[] MetadataOrder =
    [
        "name", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    ];

    /// <summary>Encodes a draft; <c>metadata.resourceVersion</c> is there even if it is not in the draft.</summary>
    public static byte[] Encode(JsonObject draft, ResourceType type) => JsonEncoding.Encode((draft, type), static (writer, it) => Write(writer, it.draft, it.type));

    private static void Write(Utf8JsonWriter writer, JsonObject draft, ResourceType type)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, type.Kind);
        writer.WriteString("apiVersion"u8, type.ApiVersion);
        WriteMetadata(writer, draft.Object("metadata") ?? []);
        foreach (var (name, value) in draft)
        {
            if (name is not ("kind" or "apiVersion" or "metadata"))
            {
                Write(writer, name, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, JsonObject metadata)
    {
        writer.WriteStartObject("metadata"u8);
        foreach (var name in MetadataOrder)
        {
            if (metadata.TryGetPropertyValue(name, out var value))
            {
                Write(writer, name, value);
            }
            else if (name == "resourceVersion")
            {
                writer.WriteString("resourceVersion"u8, ""u8);
            }
        }

        foreach (var (name, value) in metadata)
        {
            if (!MetadataOrder.Contains(name))
            {
                Write(writer, name, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, JsonNode? value)
    {
        writer.WritePropertyName(name);
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}
