using System.Text.Json.Nodes;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>meta/v1 ManagedFieldsEntry: the fields that a manager owns.</summary>
/// <param name="Manager">The manager's name.</param>
/// <param name="IsApply">Whether the fields were applied; else created, updated or patched.</param>
/// <param name="ApiVersion">The version in which the fields are named.</param>
/// <param name="Subresource">The subresource that was written, or empty.</param>
/// <param name="Fields">The fields.</param>
/// <param name="Time">When the entry last changed the object, as the API writes times; empty if it never did.</param>
public sealed record ManagerEntry(string Manager, bool IsApply, string ApiVersion, string Subresource, FieldSet Fields, string Time)
{
    /// <summary>Whether two entries are the same manager's: an applier's version does not matter.</summary>
    public bool IsSameManager(ManagerEntry other) =>
        Manager == other.Manager && IsApply == other.IsApply && Subresource == other.Subresource && (IsApply || ApiVersion == other.ApiVersion);

    /// <summary>Reads an entry; null where it holds no fields that can be read.</summary>
    public static ManagerEntry? Parse(JsonObject entry)
    {
        try
        {
            return entry["fieldsV1"] is JsonObject fields
                ? new ManagerEntry(Text(entry, "manager"), Text(entry, "operation") == "Apply", Text(entry, "apiVersion"), Text(entry, "subresource"), FieldSet.Parse(fields), Text(entry, "time"))
                : null;
        }
        catch (Exception exception) when (exception is FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>The entry as it stands in <c>metadata.managedFields</c>.</summary>
    public JsonObject ToJson()
    {
        var entry = new JsonObject { ["manager"] = Manager, ["operation"] = IsApply ? "Apply" : "Update", ["apiVersion"] = ApiVersion };
        if (Time.Length > 0)
        {
            entry["time"] = Time;
        }

        entry["fieldsType"] = "FieldsV1";
        entry["fieldsV1"] = Fields.ToJson();
        if (Subresource.Length > 0)
        {
            entry["subresource"] = Subresource;
        }

        return entry;
    }

    private static string Text(JsonObject entry, string name) => entry[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
