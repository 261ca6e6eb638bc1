using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>
/// Tracks who owns which fields: <c>metadata.managedFields</c> through creates, updates, patches and applies, as
/// apimachinery's managedfields and structured-merge-diff do.
/// </summary>
public static class Ownership
{
    private const string BeforeFirstApply = "before-first-apply";

    /// <summary>
    /// Sets the managed fields of an object that is created, updated or patched: the manager owns what it added or
    /// changed, and the others no longer do.
    /// </summary>
    /// <param name="live">The stored object; for a create the kind's empty object, so that what Go always writes is nobody's.</param>
    /// <param name="changed">The object to store; its managed fields are replaced.</param>
    /// <param name="schema">What the object is.</param>
    /// <param name="writer">Who writes; its fields and time are not read.</param>
    /// <param name="now">The time of the write, as the API writes times.</param>
    /// <param name="ignored">Fields that this write cannot change, such as the status outside its subresource; nobody gets them.</param>
    public static void Update(JsonObject live, JsonObject changed, IValueSchema schema, ManagerEntry writer, string now, FieldSet? ignored = null)
    {
        var isCreate = string.IsNullOrEmpty((live["metadata"] as JsonObject)?["uid"]?.ToString());
        var entries = ReadForUpdate(live, changed, writer.Subresource.Length > 0);
        ManagerList.Write(changed, []);
        // An object without managed fields is not tracked until it is applied.
        if (entries.Count > 0 || isCreate)
        {
            ManagerList.Write(changed, Transfer(live, changed, schema, entries, writer, now, ignored ?? FieldSet.Empty));
        }
    }

    /// <summary>The entries after an update of an object. The entries themselves, which the live object may have, are no field that anybody owns.</summary>
    private static List<ManagerEntry> Transfer(JsonObject live, JsonObject changed, IValueSchema schema, List<ManagerEntry> entries, ManagerEntry writer, string now, FieldSet ignored)
    {
        var comparison = FieldComparison.Of(live, changed, schema);
        var written = comparison.Modified.Union(comparison.Added);
        var gone = comparison.Removed.Union(written);
        var taken = UnownedFields.Strip(written).Except(ignored);
        List<ManagerEntry> result = [];
        foreach (var entry in entries)
        {
            result.Add(entry with { Fields = entry.Fields.Except(gone) });
        }

        if (taken.IsEmpty)
        {
            return result;
        }

        var own = result.FindIndex(entry => entry.IsSameManager(writer));
        if (own < 0)
        {
            result.Add(writer with { Fields = taken, Time = now });
        }
        else
        {
            result[own] = result[own] with { Fields = result[own].Fields.Union(taken), Time = now };
        }

        return result;
    }

    /// <summary>The entries of an object that is applied to: what was there before anybody applied has an owner of its own.</summary>
    internal static List<ManagerEntry> ReadForApply(JsonObject live, JsonObject empty, IValueSchema schema, string apiVersion, string now)
    {
        var entries = ManagerList.Read(live);
        var isCreate = string.IsNullOrEmpty((live["metadata"] as JsonObject)?["uid"]?.ToString());
        return entries.Count > 0 || isCreate
            ? entries
            : Transfer(empty, live, schema, [], new ManagerEntry(BeforeFirstApply, false, apiVersion, "", FieldSet.Empty, ""), now, FieldSet.Empty);
    }

    internal static JsonObject Without(JsonObject @object)
    {
        var copy = @object.DeepClone().AsObject();
        (copy["metadata"] as JsonObject)?.Remove("managedFields");
        return copy;
    }

    // Entries in the body replace the stored ones, except through subresources.
    private static List<ManagerEntry> ReadForUpdate(JsonObject live, JsonObject changed, bool isSubresource)
    {
        if (!isSubresource)
        {
            if (ManagerList.IsReset(changed))
            {
                return [];
            }

            if (ManagerList.Read(changed) is { Count: > 0 } given)
            {
                return given;
            }
        }

        return ManagerList.Read(live);
    }
}
