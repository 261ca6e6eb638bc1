using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Tables;

namespace Sampan.Server.Metrics;

/// <summary>Metrics as rows, with metrics-server's columns: a pod's usage is that of its containers together.</summary>
internal sealed class MetricsPrinter : ITablePrinter
{
    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns { get; } =
    [
        TableColumn.ObjectName,
        new TableColumn("cpu", "string", "quantity"),
        new TableColumn("memory", "string", "quantity"),
        new TableColumn("Window", "string", "duration"),
    ];

    /// <inheritdoc/>
    public TableRow Row(KubernetesObject @object, DateTimeOffset now) =>
        new([@object.Metadata.Name, Sum(@object.Root, "cpu"), Sum(@object.Root, "memory"), @object.Root.StringOrEmpty("window")]);

    private static string Sum(JsonElement metrics, string name)
    {
        var usages = metrics.Member("usage") is { } own ? [own] : metrics.Items("containers").Select(container => container.Member("usage") ?? default);
        return usages.Select(usage => Quantity.Parse(usage.StringOrEmpty(name))).Aggregate((left, right) => left + right).ToString();
    }
}
