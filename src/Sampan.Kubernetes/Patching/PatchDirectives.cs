using System.Text.Json.Nodes;

namespace Sampan.Kubernetes.Patching;

/// <summary>The directives of a strategic merge patch, and how they are cleaned out of values that are taken as they are.</summary>
internal static class PatchDirectives
{
    public const string Patch = "$patch";
    public const string RetainKeys = "$retainKeys";
    public const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList";
    public const string SetElementOrder = "$setElementOrder";

    /// <summary>Whether a value is an object with a <c>$patch</c> directive.</summary>
    public static bool HasPatch(JsonNode? value) => value is JsonObject members && members.ContainsKey(Patch);

    /// <summary>The list that a parallel directive such as <c>$setElementOrder/containers</c> names, or null for other keys.</summary>
    public static string? ListOf(string key, string directive)
    {
        if (!key.StartsWith(directive, StringComparison.Ordinal))
        {
            return null;
        }

        if (key.Length > directive.Length && key[directive.Length] == '/')
        {
            return key[(directive.Length + 1)..];
        }

        throw StrategicMergePatch.Malformed(directive == SetElementOrder
            ? "invalid patch format of setElementOrder list"
            : "invalid patch format of primitive list");
    }

    /// <summary>Removes null members and objects with directives, so that a new value can stand in a document.</summary>
    public static JsonNode? Clean(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (name, member) in members.ToList())
                {
                    if (member is null || HasPatch(member))
                    {
                        members.Remove(name);
                    }
                    else
                    {
                        Clean(member);
                    }
                }

                break;
            case JsonArray items:
                for (var i = items.Count - 1; i >= 0; i--)
                {
                    if (HasPatch(items[i]))
                    {
                        items.RemoveAt(i);
                    }
                    else
                    {
                        Clean(items[i]);
                    }
                }

                break;
        }

        return value;
    }
}
