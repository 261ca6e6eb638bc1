using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables;

/// <summary>How objects of one resource are shown as rows.</summary>
public interface ITablePrinter
{
    /// <summary>The columns.</summary>
    IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The row of an object, ages counted until <paramref name="now"/>.</summary>
    TableRow Row(KubernetesObject @object, DateTimeOffset now);
}
