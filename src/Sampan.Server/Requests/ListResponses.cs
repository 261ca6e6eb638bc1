using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>Answers that carry lists: the stored bytes of the items, put between brackets.</summary>
internal static class ListResponses
{
    /// <summary>What is enough for what stands before the items, in bytes.</summary>
    private const int HeadSize = 512;

    /// <summary>A list in the form that the client wants.</summary>
    public static ApiResponse Of(StoredList list, ServedResource resource, Representation representation, TableForm table)
    {
        if (representation.As == "PartialObjectMetadata")
        {
            throw new ApiException(new ApiStatus(406, StatusReasons.NotAcceptable, $"you requested PartialObjectMetadata, but the requested object is a list (*{GoTypes.Name(resource)}List)"));
        }

        if (representation.IsTable)
        {
            return ObjectResponses.Of(TableResponses.Of(list, resource, table), representation);
        }

        var body = representation.IsMetadata
            ? Encode(list, isUntyped: false, "PartialObjectMetadataList", $"meta.k8s.io/{representation.Version}", item => PartialMetadata.Of(item, representation.Version))
            : Encode(list, resource.IsCustom, resource.ListKind, resource.Type.ApiVersion, Item(resource));
        return ObjectResponses.Encoded(body, representation);
    }

    // Items of a typed list leave out what the list says already; custom ones do not.
    private static Func<KubernetesObject, ReadOnlyMemory<byte>> Item(ServedResource resource)
    {
        if (resource.IsCustom)
        {
            return item => item.Utf8Json;
        }

        var prefix = Encoding.UTF8.GetBytes($$"""{"kind":"{{resource.Type.Kind}}","apiVersion":"{{resource.Type.ApiVersion}}",""");
        return item => item.Utf8Json.Span.StartsWith(prefix) ? item.Utf8Json[(prefix.Length - 1)..] : item.Utf8Json;
    }

    private static ReadOnlyMemory<byte> Encode(StoredList list, bool isUntyped, string kind, string apiVersion, Func<KubernetesObject, ReadOnlyMemory<byte>> encode)
    {
        var buffer = new ArrayBufferWriter<byte>(HeadSize + list.Items.Sum(item => item.Utf8Json.Length + 1));
        WriteHead(buffer, list, isUntyped, kind, apiVersion);
        buffer.Write(",\"items\":["u8);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i > 0)
            {
                buffer.Write(","u8);
            }

            var item = encode(list.Items[i]).Span;
            // An item without its type begins at the comma that followed it.
            if (item[0] == (byte)',')
            {
                buffer.Write("{"u8);
                item = item[1..];
            }

            buffer.Write(item);
        }

        buffer.Write("]}"u8);
        return buffer.WrittenMemory;
    }

    private static void WriteHead(ArrayBufferWriter<byte> buffer, StoredList list, bool isUntyped, string kind, string apiVersion)
    {
        using var writer = new Utf8JsonWriter(buffer, JsonEncoding.WriterOptions with { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteString("kind"u8, kind);
        writer.WriteString("apiVersion"u8, apiVersion);
        writer.WriteStartObject("metadata"u8);
        WriteMetadata(writer, list, isUntyped);
        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, StoredList list, bool isUntyped)
    {
        writer.WriteString("resourceVersion"u8, list.Revision.ToString(CultureInfo.InvariantCulture));
        // A list of custom resources has the member even where there is nothing more.
        if ((list.Continue ?? (isUntyped ? "" : null)) is { } token)
        {
            writer.WriteString("continue"u8, token);
        }

        if (list.Remaining is { } remaining)
        {
            writer.WriteNumber("remainingItemCount"u8, remaining);
        }
    }
}
