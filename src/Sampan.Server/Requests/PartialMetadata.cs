using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Requests;

/// <summary>Objects reduced to their metadata: meta.k8s.io PartialObjectMetadata.</summary>
internal static class PartialMetadata
{
    /// <summary>The metadata of an object.</summary>
    public static ReadOnlyMemory<byte> Of(KubernetesObject @object, string version) => JsonEncoding.Encode((@object, version), static (writer, it) =>
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "PartialObjectMetadata"u8);
        writer.WriteString("apiVersion"u8, $"meta.k8s.io/{it.version}");
        writer.WritePropertyName("metadata"u8);
        (it.@object.Root.Member("metadata") ?? default).WriteTo(writer);
        writer.WriteEndObject();
    });
}
