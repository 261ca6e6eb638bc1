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
        List<ManagerEntry> sorted = [.. entries];
        sorted.RemoveAll(entry => entry.Fields.IsEmpty);
        Cap(sorted);
        if (sorted.Count > 0)
        {
            sorted.Sort(Compare);
            metadata["managedFields"] = new JsonArray([.. sorted.Select(entry => entry.ToJson())]);
        }
    }

    private static int Compare(ManagerEntry left, ManagerEntry right) =>
        left.IsApply != right.IsApply ? (left.IsApply ? -1 : 1)
        : string.CompareOrdinal(left.Time, right.Time) is not 0 and var byTime ? byTime
        : string.CompareOrdinal(left.Manager, right.Manager) is not 0 and var byManager ? byManager
        : string.CompareOrdinal(left.ApiVersion, right.ApiVersion) is not 0 and var byVersion ? byVersion
        : string.CompareOrdinal(left.Subresource, right.Subresource);

    /// <summary>The oldest of too many updaters become one per version.</summary>
    private static void Cap(List<ManagerEntry> entries)
    {
        if (entries.Count <= MaxUpdateManagers)
        {
            return;
        }

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
    }

    private static JsonArray Nodes(JsonObject? @object) => (@object?["metadata"] as JsonObject)?["managedFields"] as JsonArray ?? [];
}
