using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Status;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Interpreting.Native;

/// <summary>Knows the kinds that every Kubernetes cluster has.</summary>
/// <param name="time">The clock, for conditions that an aggregated status gains.</param>
public sealed class NativeInterpreter(TimeProvider time) : IResourceInterpreter
{
    /// <inheritdoc/>
    public bool Supports(GroupVersionKind kind, InterpreterOperation operation) => operation switch
    {
        InterpreterOperation.GetReplicas => ReplicaCounts.CanRead(kind),
        InterpreterOperation.ReviseReplica => ReplicaCounts.CanRevise(kind),
        InterpreterOperation.Retain => Retention.Supports(kind),
        InterpreterOperation.AggregateStatus => StatusAggregation.Supports(kind),
        InterpreterOperation.GetDependencies => DependencyReading.Supports(kind),
        InterpreterOperation.ReflectStatus => true,
        InterpreterOperation.InterpretHealth => Health.Supports(kind),
        _ => false,
    };

    /// <inheritdoc/>
    public ReplicaReading GetReplicas(KubernetesObject template)
    {
        Require(template.GroupVersionKind, InterpreterOperation.GetReplicas);
        return ReplicaCounts.Read(template);
    }

    /// <inheritdoc/>
    public IReadOnlyList<JsonObject> GetComponents(KubernetesObject template)
    {
        Require(template.GroupVersionKind, InterpreterOperation.GetComponents);
        return [];
    }

    /// <inheritdoc/>
    public JsonObject ReviseReplica(JsonObject draft, long replicas)
    {
        var kind = KindOf(draft);
        Require(kind, InterpreterOperation.ReviseReplica);
        return ReplicaCounts.Revise(draft, kind, replicas);
    }

    /// <inheritdoc/>
    public JsonObject Retain(JsonObject desired, KubernetesObject observed)
    {
        Require(KindOf(desired), InterpreterOperation.Retain);
        return Retention.Apply(desired, observed);
    }

    /// <inheritdoc/>
    public JsonObject AggregateStatus(JsonObject draft, IReadOnlyList<JsonElement> items)
    {
        Require(KindOf(draft), InterpreterOperation.AggregateStatus);
        if (StatusAggregation.Aggregate(KubernetesObject.From(draft), items, time) is { } status)
        {
            draft["status"] = status;
        }

        return draft;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Dependency> GetDependencies(KubernetesObject template)
    {
        Require(template.GroupVersionKind, InterpreterOperation.GetDependencies);
        return DependencyReading.Read(template);
    }

    /// <inheritdoc/>
    public JsonNode? ReflectStatus(KubernetesObject observed) => StatusReflection.Of(observed);

    /// <inheritdoc/>
    public bool InterpretHealth(KubernetesObject observed)
    {
        Require(observed.GroupVersionKind, InterpreterOperation.InterpretHealth);
        return Health.Of(observed);
    }

    private static GroupVersionKind KindOf(JsonObject draft) => GroupVersionKind.Parse(draft.StringAt("apiVersion") ?? "", draft.StringAt("kind") ?? "");

    private void Require(GroupVersionKind kind, InterpreterOperation operation)
    {
        if (!Supports(kind, operation))
        {
            throw new InterpretationException($"default {operation} interpreter for \"{kind}\" not found");
        }
    }
}
