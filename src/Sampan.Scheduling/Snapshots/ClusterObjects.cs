using System.Collections.Immutable;
using Sampan.Kubernetes.Selectors;
using Sampan.Scheduling.Devices;
using Sampan.Scheduling.Storage;

namespace Sampan.Scheduling.Snapshots;

/// <summary>What scheduling looks at besides nodes and pods.</summary>
internal sealed record ClusterObjects
{
    public static readonly ClusterObjects None = new();

    private static readonly IReadOnlyDictionary<string, string> NoLabels = ImmutableDictionary<string, string>.Empty;

    /// <summary>The labels of each namespace.</summary>
    public ImmutableDictionary<string, IReadOnlyDictionary<string, string>> Namespaces { get; init; } =
        ImmutableDictionary<string, IReadOnlyDictionary<string, string>>.Empty;

    /// <summary>Services and workload controllers, whose selectors say which pods are spread together.</summary>
    public ImmutableDictionary<WorkloadKey, LabelSelector> Selectors { get; init; } = ImmutableDictionary<WorkloadKey, LabelSelector>.Empty;

    public ImmutableArray<DisruptionBudget> DisruptionBudgets { get; init; } = [];

    public StorageObjects Storage { get; init; } = StorageObjects.None;

    public DeviceObjects Devices { get; init; } = DeviceObjects.None;


    /// <summary>The labels of a namespace; none where it is not known.</summary>
    public IReadOnlyDictionary<string, string> LabelsOf(string @namespace) => Namespaces.GetValueOrDefault(@namespace, NoLabels);
}
