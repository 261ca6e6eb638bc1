using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>Server-side apply: merges what a manager wants into an object, removes what it no longer wants, and reports conflicts.</summary>
/// <remarks>
/// Merge the applied object into the live one; of the fields that the manager owned before and does not apply now, remove
/// those that nobody else owns; then every field that differs from the live object is taken over, which is a conflict where
/// another manager owns it. (structured-merge-diff's Updater.Apply)
/// </remarks>
public static class ServerSideApply
{
    /// <summary>The object to store, with its managed fields; the arguments are not changed.</summary>
    /// <param name="live">The stored object, or the kind's empty object if there is none.</param>
    /// <param name="applied">What the manager wants.</param>
    /// <param name="empty">The kind's empty object.</param>
    /// <param name="schema">What the object is.</param>
    /// <param name="applier">Who applies; its fields and time are not read.</param>
    /// <param name="force">Whether fields are taken over from other managers.</param>
    /// <param name="now">The time of the write, as the API writes times.</param>
    /// <param name="ignored">Fields of the applied object that this write cannot change; the manager does not get them.</param>
    /// <exception cref="ApiException">409 with a cause for each field that another manager owns with another value.</exception>
    public static JsonObject Apply(JsonObject live, JsonObject applied, JsonObject empty, IValueSchema schema, ManagerEntry applier, bool force, string now, FieldSet? ignored = null)
    {
        var entries = Ownership.ReadForApply(live, empty, schema, applier.ApiVersion, now);
        var before = Ownership.Without(live);
        var wanted = Ownership.Without(applied);
        var merged = StructuredMerge.Merge(before, wanted, schema);
        var last = entries.Find(entry => entry.IsSameManager(applier));
        var own = applier with { Fields = UnownedFields.Strip(OwnedFields.Of(wanted, schema)).Except(ignored ?? FieldSet.Empty), Time = last?.Time ?? "" };
        List<ManagerEntry> others = [.. entries.Where(entry => !entry.IsSameManager(applier))];
        if (last is not null)
        {
            merged = Prune(merged, last.Fields, others, own, schema);
        }

        var comparison = FieldComparison.Of(before, merged, schema);
        var taken = comparison.Modified.Union(comparison.Added);
        if (!force)
        {
            ApplyConflicts.Check(others, taken.Except(ClientSideApply.MayTake(applier.Manager, live, schema)));
        }

        var gone = taken.Union(comparison.Removed);
        var remaining = others.Select(entry => entry with { Fields = entry.Fields.Except(gone) });
        ManagerList.Write(merged, [.. remaining, comparison.IsSame ? own : own with { Time = now }]);
        ClientSideApply.Remember(applier.Manager, merged, applied);
        return merged;
    }

    private static JsonObject Prune(JsonObject merged, FieldSet last, List<ManagerEntry> others, ManagerEntry own, IValueSchema schema)
    {
        var pruned = FieldRemoval.Remove(merged, FieldRemoval.WithNamedParents(last, schema), schema);
        var owned = others.Append(own).Aggregate(FieldSet.Empty, (set, entry) => set.Union(entry.Fields));
        pruned = RemoveMissing(merged, pruned, schema, missing => missing.Except(FieldRemoval.WithNamedParents(owned, schema)));

        // Removing an owned parent took fields along that the manager never owned: they come back.
        return RemoveMissing(merged, pruned, schema, missing => missing.Intersect(FieldRemoval.WithNamedParents(last, schema)));
    }

    private static JsonObject RemoveMissing(JsonObject merged, JsonObject pruned, IValueSchema schema, Func<FieldSet, FieldSet> choose)
    {
        var all = FieldRemoval.WithNamedParents(OwnedFields.Of(merged, schema), schema);
        var left = FieldRemoval.WithNamedParents(OwnedFields.Of(pruned, schema), schema);
        return FieldRemoval.Remove(merged, choose(all.Except(left)), schema);
    }
}
