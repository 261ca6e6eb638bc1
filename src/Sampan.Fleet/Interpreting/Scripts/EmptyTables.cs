using System.Text.Json.Nodes;

namespace Sampan.Fleet.Interpreting.Scripts;

/// <summary>
/// Gives empty tables their shape back. What left as an empty map returns as one, what left as an empty list stays one;
/// what was in neither object is a script's leftover and is taken out.
/// </summary>
internal static class EmptyTables
{
    /// <summary>Restores the result in place, by the objects that went into the script.</summary>
    public static JsonObject Restore(JsonObject result, params ReadOnlySpan<JsonObject> references)
    {
        HashSet<string> maps = [], lists = [];
        foreach (var reference in references)
        {
            Collect(reference, "", maps, lists);
        }

        Restore(result, "", maps, lists);
        return result;
    }

    // Items of a list share their list's path: what holds for one holds for all.
    private static void Collect(JsonNode? node, string path, HashSet<string> maps, HashSet<string> lists)
    {
        switch (node)
        {
            case JsonObject { Count: 0 }:
                maps.Add(path);
                break;
            case JsonArray { Count: 0 }:
                lists.Add(path);
                break;
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Collect(value, Below(path, name), maps, lists);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, path, maps, lists);
                }

                break;
        }
    }

    private static void Restore(JsonNode? node, string path, HashSet<string> maps, HashSet<string> lists)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    var below = Below(path, name);
                    if (value is not JsonArray { Count: 0 })
                    {
                        Restore(value, below, maps, lists);
                    }
                    else if (maps.Contains(below))
                    {
                        members[name] = new JsonObject();
                    }
                    else if (!lists.Contains(below))
                    {
                        members.Remove(name);
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (items[i] is JsonArray { Count: 0 } && maps.Contains(path))
                    {
                        items[i] = new JsonObject();
                    }
                    else
                    {
                        Restore(items[i], path, maps, lists);
                    }
                }

                break;
        }
    }

    private static string Below(string path, string name) => $"{path}/{name.Replace("/", "~1", StringComparison.Ordinal)}";
}
