using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Decoding;

namespace Sampan.Server.Tables;

/// <summary>Prints custom resources by the <c>additionalPrinterColumns</c> of their definition; without any, name and age.</summary>
public sealed class CustomResourcePrinter : ITablePrinter
{
    private readonly List<(TableColumn Column, JsonPath Path)> _cells = [];

    /// <summary>The printer of one version of a CustomResourceDefinition.</summary>
    /// <param name="version">The entry of <c>spec.versions</c>.</param>
    public CustomResourcePrinter(JsonElement version)
    {
        foreach (var column in version.Items("additionalPrinterColumns"))
        {
            var path = column.StringOrEmpty("jsonPath");
            var description = column.String("description") ?? $"Custom resource definition column (in JSONPath format): {path}";
            _cells.Add((
                new TableColumn(column.StringOrEmpty("name"), column.StringOrEmpty("type"), column.StringOrEmpty("format"), description, (int)(column.Integer("priority") ?? 0)),
                JsonPath.Parse(path)));
        }

        if (_cells.Count == 0)
        {
            _cells.Add((new TableColumn("Age", "date", "", ColumnDescriptions.Age), JsonPath.Parse(".metadata.creationTimestamp")));
        }

        Columns = [TableColumn.ObjectName, .. _cells.Select(cell => cell.Column)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <inheritdoc/>
    public TableRow Row(KubernetesObject @object, DateTimeOffset now)
    {
        var cells = new List<JsonNode?> { @object.Metadata.Name };
        foreach (var (column, path) in _cells)
        {
            cells.Add(path.First(@object.Root) is { } value ? Cell(column.Type, value, now) : null);
        }

        return new TableRow(cells);
    }

    private static JsonNode? Cell(string type, JsonElement value, DateTimeOffset now) => (type, value.ValueKind) switch
    {
        ("string", JsonValueKind.String) => value.GetString(),
        ("string", _) => value.GetRawText(),
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out var whole) ? whole : (long)value.GetDouble(),
        ("number", JsonValueKind.Number) => JsonNode.Parse(value.GetRawText()),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        ("date", JsonValueKind.String) => Age(value.GetString()!, now),
        _ => null,
    };

    private static string Age(string text, DateTimeOffset now) =>
        Rfc3339.TryParse(text, out var time) ? HumanDuration.Of(now - new DateTimeOffset(time, TimeSpan.Zero)) : "<invalid>";
}
