using System.Buffers;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Requests;

/// <summary>Objects reduced to their metadata: meta.k8s.io PartialObjectMetadata.</summary>
internal static class PartialMetadata
{
    /// <summary>The metadata of an object.</summary>
    public static ReadOnlyMemory<byte> Of(KubernetesObject @object, string version)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, JsonReading.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, "PartialObjectMetadata"u8);
            writer.WriteString("apiVersion"u8, $"meta.k8s.io/{version}");
            writer.WritePropertyName("metadata"u8);
            (@object.Root.Member("metadata") ?? default).WriteTo(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
