using System.Text.Json;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Fleet.Members;

/// <summary>Reading core/v1 ResourceLists.</summary>
internal static class ResourceLists
{
    public static IEnumerable<KeyValuePair<string, Quantity>> Read(JsonElement? list)
    {
        foreach (var entry in list is { ValueKind: JsonValueKind.Object } json ? json.EnumerateObject() : default)
        {
            yield return KeyValuePair.Create(entry.Name, Quantity.Parse(entry.Value));
        }
    }
}
