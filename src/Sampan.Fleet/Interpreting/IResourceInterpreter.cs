using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Interpreting;

/// <summary>
/// Knows the structure of some kinds of objects. Every operation throws <see cref="InterpretationException"/> where
/// the object cannot be understood, or where <see cref="Supports"/> denies it.
/// </summary>
public interface IResourceInterpreter
{
    /// <summary>Whether this interpreter answers that question for objects of the kind.</summary>
    bool Supports(GroupVersionKind kind, InterpreterOperation operation);

    /// <summary>How many replicas the template wants, and what each of them needs.</summary>
    ReplicaReading GetReplicas(KubernetesObject template);

    /// <summary>The workload's components (work.karmada.io Component).</summary>
    IReadOnlyList<JsonObject> GetComponents(KubernetesObject template);

    /// <summary>The template with another number of replicas; the draft may be changed in place.</summary>
    JsonObject ReviseReplica(JsonObject draft, long replicas);

    /// <summary>The desired object with what the member itself decided kept; the draft may be changed in place.</summary>
    JsonObject Retain(JsonObject desired, KubernetesObject observed);

    /// <summary>The template with the members' status together; the draft may be changed in place.</summary>
    /// <param name="draft">The template.</param>
    /// <param name="items">The binding's <c>status.aggregatedStatus</c>.</param>
    JsonObject AggregateStatus(JsonObject draft, IReadOnlyList<JsonElement> items);

    /// <summary>The other objects that the template needs, in no order.</summary>
    IReadOnlyList<Dependency> GetDependencies(KubernetesObject template);

    /// <summary>What of the member's object the hub needs to know, or null for nothing.</summary>
    JsonNode? ReflectStatus(KubernetesObject observed);

    /// <summary>Whether the member's object does what it should.</summary>
    bool InterpretHealth(KubernetesObject observed);
}
