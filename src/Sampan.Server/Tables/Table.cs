using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables;

/// <summary>meta.k8s.io/v1 Table: objects as the server prints them for <c>kubectl get</c>.</summary>
public static class Table
{
    /// <summary>A table of objects.</summary>
    /// <param name="printer">How the objects are shown.</param>
    /// <param name="objects">The objects, in order.</param>
    /// <param name="metadata">The table's metadata: the list's, or a <c>resourceVersion</c> alone.</param>
    /// <param name="include">What each row carries of its object.</param>
    /// <param name="withColumns">Whether the columns are defined; a watch defines them in its first event alone.</param>
    /// <param name="now">The time until which ages are counted.</param>
    public static JsonObject Of(ITablePrinter printer, IEnumerable<KubernetesObject> objects, JsonObject metadata, RowObject include, bool withColumns, DateTimeOffset now) => new()
    {
        ["kind"] = "Table",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = metadata,
        ["columnDefinitions"] = withColumns ? new JsonArray([.. printer.Columns.Select(column => (JsonNode)column.ToJson())]) : null,
        ["rows"] = new JsonArray([.. objects.Select(@object => (JsonNode)Row(printer, @object, include, now))]),
    };

    /// <summary>An object's metadata alone, as meta.k8s.io/v1 PartialObjectMetadata.</summary>
    public static JsonObject PartialMetadata(KubernetesObject @object) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = @object.Root.Member("metadata") is { } metadata ? JsonNode.Parse(metadata.GetRawText()) : new JsonObject(),
    };

    private static JsonObject Row(ITablePrinter printer, KubernetesObject @object, RowObject include, DateTimeOffset now)
    {
        var printed = printer.Row(@object, now);
        var row = new JsonObject { ["cells"] = new JsonArray([.. printed.Cells]) };
        if (printed.Conditions is { } conditions)
        {
            row["conditions"] = conditions;
        }

        row["object"] = include switch
        {
            RowObject.Object => @object.ToDraft(),
            RowObject.Metadata => PartialMetadata(@object),
            _ => null,
        };
        return row;
    }
}
