using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Clusters.Http;

/// <summary>Reads a list's objects. Servers leave apiVersion and kind out of the items of built-in types.</summary>
internal static class ListReading
{
    public static ObjectList Read(byte[] answer, ResourceType type)
    {
        var root = JsonElement.Parse(answer);
        List<KubernetesObject> items = [];
        foreach (var item in root.Items("items"))
        {
            items.Add(KubernetesObject.FromTrusted(WithType(item, type)));
        }

        var metadata = root.Member("metadata") ?? default;
        return new ObjectList(items, metadata.StringOrEmpty("resourceVersion"), metadata.String("continue"));
    }

    private static byte[] WithType(JsonElement item, ResourceType type)
    {
        var raw = JsonMarshal.GetRawUtf8Value(item);
        if (item.String("kind") is not null)
        {
            return raw.ToArray();
        }

        var typed = new ArrayBufferWriter<byte>(raw.Length + 64);
        typed.Write(Encoding.UTF8.GetBytes($"{{\"apiVersion\":\"{type.ApiVersion}\",\"kind\":\"{type.Kind}\""));
        var members = raw[1..];
        if (!item.EnumerateObject().MoveNext())
        {
            typed.Write(members);
            return typed.WrittenSpan.ToArray();
        }

        typed.Write(","u8);
        typed.Write(members);
        return typed.WrittenSpan.ToArray();
    }
}
