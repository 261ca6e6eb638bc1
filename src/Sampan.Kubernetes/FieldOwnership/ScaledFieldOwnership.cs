using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>
/// Who owns the replicas of an object that is written through its <c>scale</c> subresource: the view has the entries of those
/// who own that one field, and what happens to them there is carried over to the object (apimachinery's ScaleHandler).
/// </summary>
public static class ScaledFieldOwnership
{
    /// <summary>The subresource that the entries name.</summary>
    public const string Subresource = "scale";

    private const string ViewVersion = "autoscaling/v1";

    /// <summary>Sets the managed fields after the view was updated or patched; where nobody owns the field, nobody does afterwards.</summary>
    /// <param name="live">The object as it was.</param>
    /// <param name="changed">The object as it shall be; its managed fields are replaced.</param>
    /// <param name="path">The names that lead to the field.</param>
    /// <param name="writer">Who writes; its fields and time are not read.</param>
    public static void Update(JsonObject live, JsonObject changed, IReadOnlyList<string> path, ManagerEntry writer)
    {
        var field = Field(path);
        var entries = ManagerList.Read(live);
        if (!entries.Exists(entry => Owns(entry, field)) || JsonNode.DeepEquals(Value(live, path), Value(changed, path)))
        {
            ManagerList.Write(changed, entries);
            return;
        }

        // A view leaves out zero, which so is nobody's.
        List<ManagerEntry> after = [.. entries.Select(entry => entry with { Fields = entry.Fields.Except(field) })];
        ManagerList.Write(changed, IsSet(changed, path) ? Give(after, writer, field) : after);
    }

    /// <summary>Sets the managed fields after the view was applied.</summary>
    /// <param name="live">The object as it was.</param>
    /// <param name="changed">The object as it shall be; its managed fields are replaced.</param>
    /// <param name="path">The names that lead to the field.</param>
    /// <param name="applier">Who applies; its fields and time are not read.</param>
    /// <param name="isApplied">Whether the applied view names the field.</param>
    /// <param name="force">Whether the field is taken over from other managers.</param>
    /// <exception cref="ApiException">409 where another manager owns the field with another value.</exception>
    public static void Apply(JsonObject live, JsonObject changed, IReadOnlyList<string> path, ManagerEntry applier, bool isApplied, bool force)
    {
        var field = Field(path);
        var entries = ManagerList.Read(live);
        if (!isApplied)
        {
            ManagerList.Write(changed, entries.Select(entry => entry.IsSameManager(applier) ? entry with { Fields = entry.Fields.Except(field) } : entry));
            return;
        }

        if (!JsonNode.DeepEquals(Value(live, path), Value(changed, path)))
        {
            if (!force)
            {
                ApplyConflicts.Check(entries.Where(entry => !entry.IsSameManager(applier) && Owns(entry, field)).Select(entry => entry with { Fields = Field(["spec", "replicas"]), ApiVersion = ViewVersion }), Field(["spec", "replicas"]));
            }

            entries = [.. entries.Select(entry => entry with { Fields = entry.Fields.Except(field) })];
        }

        ManagerList.Write(changed, Give(entries, applier, field));
    }

    private static List<ManagerEntry> Give(List<ManagerEntry> entries, ManagerEntry writer, FieldSet field)
    {
        var own = entries.FindIndex(entry => entry.IsSameManager(writer));
        if (own < 0)
        {
            return [.. entries, writer with { Fields = field, Time = "" }];
        }

        List<ManagerEntry> after = [.. entries];
        after[own] = after[own] with { Fields = after[own].Fields.Union(field) };
        return after;
    }

    private static bool Owns(ManagerEntry entry, FieldSet field) => !entry.Fields.Intersect(field).IsEmpty;

    private static FieldSet Field(IReadOnlyList<string> path) => FieldSet.Empty.Add([.. path.Select(PathElement.Field)]);

    private static bool IsSet(JsonObject @object, IReadOnlyList<string> path) => Value(@object, path) is { } value && value.ToJsonString() != "0";

    private static JsonNode? Value(JsonObject @object, IReadOnlyList<string> path)
    {
        JsonNode? value = @object;
        foreach (var name in path)
        {
            value = (value as JsonObject)?[name];
        }

        return value;
    }
}
