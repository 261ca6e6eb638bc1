using System.Globalization;
using System.Text.Json.Nodes;

namespace Sampan.Fleet.Overrides;

/// <summary>Follows a JSON pointer (RFC 6901) into an object.</summary>
internal static class FieldPointer
{
    /// <summary>The value pointed to, or null where there is none.</summary>
    public static JsonNode? Find(JsonObject draft, string pointer)
    {
        if (!pointer.StartsWith('/'))
        {
            return null;
        }

        JsonNode? node = draft;
        foreach (var part in pointer.Split('/').AsSpan(1))
        {
            var key = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonObject members => members[key],
                JsonArray items when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return node;
    }
}
