using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Placement.Bindings;

/// <summary>One entry of a binding's <c>spec.clusters</c>: a cluster, and how many replicas it runs.</summary>
/// <param name="Name">The cluster.</param>
/// <param name="Replicas">Its replicas; 0 for objects that have none.</param>
public readonly record struct TargetCluster(string Name, int Replicas)
{
    /// <summary>Reads one entry.</summary>
    public static TargetCluster Of(JsonElement entry) => new(entry.StringOrEmpty("name"), (int)(entry.Integer("replicas") ?? 0));
}
