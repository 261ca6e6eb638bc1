using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Interpreting.Native;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Interpreting;

/// <summary>Asks several interpreters in order: the first that knows the kind and the question answers; the built-in one is the last.</summary>
public sealed class ResourceInterpreter(IReadOnlyList<IResourceInterpreter> preferred) : IResourceInterpreter
{
    /// <summary>The built-in kinds alone.</summary>
    public static readonly ResourceInterpreter BuiltIn = new([]);

    private readonly IResourceInterpreter[] _interpreters = [.. preferred, new NativeInterpreter(TimeProvider.System)];

    /// <inheritdoc/>
    public bool Supports(GroupVersionKind kind, InterpreterOperation operation) => Array.Exists(_interpreters, interpreter => interpreter.Supports(kind, operation));

    /// <inheritdoc/>
    public ReplicaReading GetReplicas(KubernetesObject template) => For(template, InterpreterOperation.GetReplicas).GetReplicas(template);

    /// <inheritdoc/>
    public IReadOnlyList<JsonObject> GetComponents(KubernetesObject template) => For(template, InterpreterOperation.GetComponents).GetComponents(template);

    /// <inheritdoc/>
    public JsonObject ReviseReplica(JsonObject draft, long replicas) => For(draft, InterpreterOperation.ReviseReplica).ReviseReplica(draft, replicas);

    /// <inheritdoc/>
    public JsonObject Retain(JsonObject desired, KubernetesObject observed) => For(desired, InterpreterOperation.Retain).Retain(desired, observed);

    /// <inheritdoc/>
    public JsonObject AggregateStatus(JsonObject draft, IReadOnlyList<JsonElement> items) => For(draft, InterpreterOperation.AggregateStatus).AggregateStatus(draft, items);

    /// <inheritdoc/>
    public IReadOnlyList<Dependency> GetDependencies(KubernetesObject template) => For(template, InterpreterOperation.GetDependencies).GetDependencies(template);

    /// <inheritdoc/>
    public JsonNode? ReflectStatus(KubernetesObject observed) => For(observed, InterpreterOperation.ReflectStatus).ReflectStatus(observed);

    /// <inheritdoc/>
    public bool InterpretHealth(KubernetesObject observed) => For(observed, InterpreterOperation.InterpretHealth).InterpretHealth(observed);

    private IResourceInterpreter For(KubernetesObject @object, InterpreterOperation operation) => For(@object.GroupVersionKind, operation);

    private IResourceInterpreter For(JsonObject draft, InterpreterOperation operation) =>
        For(GroupVersionKind.Parse(draft.StringAt("apiVersion") ?? "", draft.StringAt("kind") ?? ""), operation);

    private IResourceInterpreter For(GroupVersionKind kind, InterpreterOperation operation) =>
        Array.Find(_interpreters, interpreter => interpreter.Supports(kind, operation)) ?? _interpreters[^1];
}
