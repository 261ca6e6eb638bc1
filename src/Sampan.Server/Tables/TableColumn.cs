using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables;

/// <summary>meta.k8s.io/v1 TableColumnDefinition.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Type">The OpenAPI type of the cells, or <c>date</c>.</param>
/// <param name="Format">The OpenAPI format, <c>name</c> for the column with the object's name; else empty.</param>
/// <param name="Description">What the column shows.</param>
/// <param name="Priority">0: always shown; above: in wide output alone.</param>
public sealed record TableColumn(string Name, string Type = "string", string Format = "", string Description = "", int Priority = 0)
{
    /// <summary>The column that every table begins with.</summary>
    public static readonly TableColumn ObjectName = new("Name", "string", "name", ColumnDescriptions.Name);

    internal static TableColumn Of(JsonElement entry)
    {
        var name = entry.StringOrEmpty("name");
        return new TableColumn(
            name,
            entry.StringOrEmpty("type"),
            entry.StringOrEmpty("format"),
            ColumnDescriptions.Of(name),
            (int)(entry.Integer("priority") ?? 0));
    }

    /// <summary>The definition as it stands in a Table.</summary>
    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["format"] = Format,
        ["description"] = Description,
        ["priority"] = Priority,
    };
}
