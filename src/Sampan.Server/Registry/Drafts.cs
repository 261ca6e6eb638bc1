using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sampan.Server.Registry;

/// <summary>Reading and writing object drafts: like <see cref="Sampan.Kubernetes.Objects.JsonReading"/>, for mutable JSON.</summary>
internal static class Drafts
{
    /// <summary>The object's metadata, added if it has none.</summary>
    public static JsonObject Metadata(this JsonObject draft) => draft.Child("metadata");

    /// <summary>The member that is an object, added if it is missing or something else.</summary>
    public static JsonObject Child(this JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child)
        {
            return child;
        }

        child = [];
        parent[name] = child;
        return child;
    }

    /// <summary>The member that is an object, or null.</summary>
    public static JsonObject? Object(this JsonObject? parent, string name) =>
        parent is not null && parent.TryGetPropertyValue(name, out var node) ? node as JsonObject : null;

    /// <summary>The member that is an array, or null.</summary>
    public static JsonArray? Array(this JsonObject? parent, string name) =>
        parent is not null && parent.TryGetPropertyValue(name, out var node) ? node as JsonArray : null;

    /// <summary>The string member, empty where it is missing or no string.</summary>
    public static string Text(this JsonObject? parent, string name) =>
        parent is not null && parent.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    /// <summary>The integer member, or null.</summary>
    public static long? Integer(this JsonObject? parent, string name)
    {
        if (parent is null || !parent.TryGetPropertyValue(name, out var node) || node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
        {
            return null;
        }

        return long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The boolean member, or null.</summary>
    public static bool? Boolean(this JsonObject? parent, string name) =>
        parent is not null && parent.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    /// <summary>The strings of an array member.</summary>
    public static IEnumerable<string> Texts(this JsonObject? parent, string name) =>
        (parent.Array(name) ?? []).Select(node => node is JsonValue value && value.TryGetValue(out string? text) ? text : "");

    /// <summary>Sets a member to a copy of another object's, or removes it if that has none.</summary>
    public static void CopyFrom(this JsonObject target, JsonObject? source, string name)
    {
        if (source is not null && source.TryGetPropertyValue(name, out var node) && node is not null)
        {
            target[name] = node.DeepClone();
        }
        else
        {
            target.Remove(name);
        }
    }

    /// <summary>Sets a string array, or removes the member if there is none.</summary>
    public static void SetTexts(this JsonObject target, string name, IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
        {
            target.Remove(name);
        }
        else
        {
            target[name] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        }
    }

    /// <summary>Sets a string, or removes the member if it is empty.</summary>
    public static void SetText(this JsonObject target, string name, string value)
    {
        if (value.Length == 0)
        {
            target.Remove(name);
        }
        else
        {
            target[name] = value;
        }
    }

    /// <summary>A time as the API writes it: UTC, whole seconds.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
