using System.Text.Json.Nodes;

namespace Sampan.Server.Tables;

/// <summary>The cells of one object, in the order of the columns, and the row's conditions if it has any.</summary>
public sealed record TableRow(IReadOnlyList<JsonNode?> Cells)
{
    /// <summary>meta.k8s.io/v1 TableRowCondition entries, or null.</summary>
    public JsonArray? Conditions { get; init; }
}
