using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>The few moves that defaulting consists of, on decoded drafts: a zero that counts as absent is not there.</summary>
internal static class DefaultSetting
{
    /// <summary>Sets a member that is absent.</summary>
    public static void Default(this JsonObject target, string name, JsonNode value)
    {
        if (!target.TryGetPropertyValue(name, out var present) || present is null)
        {
            target[name] = value;
        }
    }

    /// <summary>Sets a number that is absent or zero.</summary>
    public static void DefaultNumber(this JsonObject target, string name, long value)
    {
        if (target[name] is not JsonValue present || present.ToJsonString() == "0")
        {
            target[name] = value;
        }
    }

    /// <summary>Sets a list that is absent or empty.</summary>
    public static void DefaultList(this JsonObject target, string name, JsonArray value)
    {
        if (target[name] is not JsonArray { Count: > 0 })
        {
            target[name] = value;
        }
    }

    /// <summary>Sets a text member that is absent or empty.</summary>
    public static void DefaultText(this JsonObject target, string name, string value)
    {
        if (target.TextOf(name).Length == 0)
        {
            target[name] = value;
        }
    }

    /// <summary>The text member, empty where it is absent or no text.</summary>
    public static string TextOf(this JsonObject? target, string name) =>
        target?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>Whether a member is true.</summary>
    public static bool IsTrue(this JsonObject? target, string name) => target?[name]?.ToString() == "true";

    /// <summary>The object at a path, or null.</summary>
    public static JsonObject? At(this JsonObject? target, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            target = target?[name] as JsonObject;
        }

        return target;
    }

    /// <summary>The object member, added if it is absent.</summary>
    public static JsonObject Ensure(this JsonObject target, string name)
    {
        if (target[name] is not JsonObject member)
        {
            target[name] = member = [];
        }

        return member;
    }

    /// <summary>The objects of a list member.</summary>
    public static IEnumerable<JsonObject> Each(this JsonObject? target, string name) => (target?[name] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>Copies the members of a map that another lacks.</summary>
    public static void DefaultFrom(this JsonObject target, JsonObject? source)
    {
        foreach (var (name, value) in source ?? [])
        {
            if (value is not null)
            {
                target.Default(name, value.DeepClone());
            }
        }
    }
}
