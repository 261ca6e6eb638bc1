using System.Text.Json.Nodes;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>Reads and writes <c>metadata.managedFields</c>.</summary>
internal static class ManagerList
{
    private const int MaxUpdateManagers = 10;
    private const string OldestName = "ancient-changes";

    /// <summary>The entries of an object; none where they cannot be read.</summary>
    public static List<ManagerEntry> Read(JsonObject? @object)
    {
        List<ManagerEntry> entries = [];
        foreach (var node in Nodes(@object))
        {
            if (node is not JsonObject json || ManagerEntry.Parse(json) is not { } entry)
            {
                return [];
            }

            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Whether an object asks for its entries to be dropped: one entry, empty.</summary>
    public static bool IsReset(JsonObject @object) =>
        @object["metadata"] is JsonObject metadata && metadata["managedFields"] is JsonArray list
        && (list.Count == 0 || (list.Count == 1 && list[0] is JsonObject { Count: 0 }));

    /// <summary>Puts entries into an object, in the API server's order: by operation, time and name.</summary>
    public static void Write(JsonObject @object, IEnumerable<ManagerEntry> entries)
    {
        if (@object["metadata"] is not JsonObject metadata)
        {
            @object["metadata"] = metadata = [];
        }

        metadata.Remove("managedFields");
        var sorted = Cap([.. entries.Where(entry => !entry.Fields.IsEmpty || entry.IsApply)])
            .Where(entry => !entry.Fields.IsEmpty)
            .OrderBy(entry => entry.IsApply ? 0 : 1)
            .ThenBy(entry => entry.Time, StringComparer.Ordinal)
            .ThenBy(entry => entry.Manager, StringComparer.Ordinal)
            .ThenBy(entry => entry.ApiVersion, StringComparer.Ordinal)
            .ThenBy(entry => entry.Subresource, StringComparer.Ordinal)
            .Select(entry => (JsonNode)entry.ToJson())
            .ToArray();
        if (sorted.Length > 0)
        {
            metadata["managedFields"] = new JsonArray(sorted);
        }
    }

    /// <summary>The oldest of too many updaters become one per version.</summary>
    private static List<ManagerEntry> Cap(List<ManagerEntry> entries)
    {
        var updaters = entries.Where(entry => !entry.IsApply).OrderBy(entry => entry.Time, StringComparer.Ordinal).ToList();
        var excess = updaters.Count - MaxUpdateManagers;
        foreach (var entry in updaters.Where(entry => entry.Manager != OldestName))
        {
            if (excess <= 0)
            {
                break;
            }

            entries.Remove(entry);
            var bucket = entries.FindIndex(other => other.Manager == OldestName && other.ApiVersion == entry.ApiVersion && !other.IsApply);
            if (bucket < 0)
            {
                entries.Add(entry with { Manager = OldestName, Subresource = "" });
            }
            else
            {
                entries[bucket] = entries[bucket] with { Fields = entries[bucket].Fields.Union(entry.Fields), Time = entry.Time };
                excess--;
            }
        }

        return entries;
    }

    private static JsonArray Nodes(JsonObject? @object) => (@object?["metadata"] as JsonObject)?["managedFields"] as JsonArray ?? [];
}
