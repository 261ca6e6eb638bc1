using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Capacity;

namespace Sampan.Placement.Bindings;

/// <summary>What one replica needs (a binding's <c>spec.replicaRequirements</c>).</summary>
public sealed record ReplicaRequirements
{
    /// <summary>By resource, the amount that one replica requests.</summary>
    public IReadOnlyDictionary<string, ResourceAmount> Requests { get; init; } = new Dictionary<string, ResourceAmount>();

    /// <summary>Which nodes one replica may run on: <c>nodeSelector</c>, <c>hardNodeAffinity</c> and <c>tolerations</c>; null where any.</summary>
    public JsonElement? NodeClaim { get; init; }

    /// <summary>The replicas' namespace, empty where not given.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The replicas' priority class, empty where not given.</summary>
    public string PriorityClassName { get; init; } = "";

    /// <summary>Reads the requirements.</summary>
    /// <exception cref="FormatException">A quantity is malformed.</exception>
    public static ReplicaRequirements Of(JsonElement requirements) => new()
    {
        Requests = ResourceAmount.List(requirements.Member("resourceRequest")),
        NodeClaim = requirements.Member("nodeClaim"),
        Namespace = requirements.StringOrEmpty("namespace"),
        PriorityClassName = requirements.StringOrEmpty("priorityClassName"),
    };
}
