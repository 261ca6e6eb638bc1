using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables;

/// <summary>Prints a built-in kind: columns from the data file, cells from a function of the object and the time.</summary>
internal sealed class BuiltInPrinter(IReadOnlyList<TableColumn> columns, Func<JsonElement, DateTimeOffset, TableRow> row) : ITablePrinter
{
    public IReadOnlyList<TableColumn> Columns { get; } = columns;

    public TableRow Row(KubernetesObject @object, DateTimeOffset now) => row(@object.Root, now);
}
