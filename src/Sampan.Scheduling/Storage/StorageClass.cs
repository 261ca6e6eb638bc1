using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Storage;

/// <summary>What the scheduler needs of a storage.k8s.io/v1 StorageClass.</summary>
/// <param name="Name">The name.</param>
/// <param name="Provisioner">Who makes volumes; <c>kubernetes.io/no-provisioner</c> for nobody.</param>
/// <param name="WaitsForFirstConsumer">Whether claims are bound when a pod is scheduled, not at once.</param>
/// <param name="AllowedTopologies">Where volumes can be made: one of the terms, each a list of label keys and their values; empty for anywhere.</param>
internal sealed record StorageClass(
    string Name,
    string Provisioner,
    bool WaitsForFirstConsumer,
    ImmutableArray<ImmutableArray<TopologyLabel>> AllowedTopologies)
{
    public bool CanProvision => Provisioner.Length > 0 && Provisioner != "kubernetes.io/no-provisioner";

    public static StorageClass Of(JsonElement storageClass) => new(
        storageClass.Member("metadata")?.StringOrEmpty("name") ?? "",
        storageClass.StringOrEmpty("provisioner"),
        storageClass.String("volumeBindingMode") == "WaitForFirstConsumer",
        [.. storageClass.Items("allowedTopologies").Select(term =>
            term.Items("matchLabelExpressions").Select(TopologyLabel.Of).ToImmutableArray())]);

    /// <summary>Whether a volume can be made that a node with these labels reaches.</summary>
    public bool CanProvisionFor(IReadOnlyDictionary<string, string> nodeLabels) =>
        AllowedTopologies.IsEmpty || AllowedTopologies.Any(term => !term.IsEmpty && term.All(label => label.Matches(nodeLabels)));
}
