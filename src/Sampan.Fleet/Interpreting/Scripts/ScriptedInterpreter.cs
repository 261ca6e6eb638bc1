using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Interpreting.Scripts;

/// <summary>
/// Knows the kinds that ResourceInterpreterCustomizations describe in Lua. Several customizations of one kind add up;
/// for one question, the first by name answers.
/// </summary>
public sealed class ScriptedInterpreter : IResourceInterpreter
{
    private static readonly (string Field, InterpreterOperation Operation)[] Fields =
    [
        ("replicaResource", InterpreterOperation.GetReplicas),
        ("componentResource", InterpreterOperation.GetComponents),
        ("replicaRevision", InterpreterOperation.ReviseReplica),
        ("retention", InterpreterOperation.Retain),
        ("statusAggregation", InterpreterOperation.AggregateStatus),
        ("dependencyInterpretation", InterpreterOperation.GetDependencies),
        ("statusReflection", InterpreterOperation.ReflectStatus),
        ("healthInterpretation", InterpreterOperation.InterpretHealth),
    ];

    private readonly Dictionary<(GroupVersionKind Kind, InterpreterOperation Operation), string> _scripts = [];
    private readonly ScriptLimits _limits;

    /// <summary>Reads customizations.</summary>
    /// <param name="customizations">The ResourceInterpreterCustomization objects.</param>
    /// <param name="limits">What each run of a script may use; null for the default.</param>
    public ScriptedInterpreter(IEnumerable<KubernetesObject> customizations, ScriptLimits? limits = null)
    {
        _limits = limits ?? ScriptLimits.Default;
        foreach (var customization in customizations.OrderBy(customization => customization.Metadata.Name, StringComparer.Ordinal))
        {
            var spec = customization.Root.Member("spec") ?? default;
            var kind = GroupVersionKind.Parse(spec.Member("target")?.StringOrEmpty("apiVersion") ?? "", spec.Member("target")?.StringOrEmpty("kind") ?? "");
            foreach (var (field, operation) in Fields)
            {
                if (spec.Member("customizations", field)?.StringOrEmpty("luaScript") is { Length: > 0 } script)
                {
                    _scripts.TryAdd((kind, operation), script);
                }
            }
        }
    }

    /// <inheritdoc/>
    public bool Supports(GroupVersionKind kind, InterpreterOperation operation) => _scripts.ContainsKey((kind, operation));

    /// <inheritdoc/>
    public ReplicaReading GetReplicas(KubernetesObject template)
    {
        var results = Run(template.GroupVersionKind, InterpreterOperation.GetReplicas, 2, template.Root);
        return new ReplicaReading((int)Number(results[0]), results[1] switch
        {
            null => null,
            JsonArray { Count: 0 } => [],
            JsonObject requirements => EmptyTables.Restore(requirements),
            var other => throw new InterpretationException($"expect the returned requires type is table but got {other.GetValueKind()}"),
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<JsonObject> GetComponents(KubernetesObject template) =>
        [.. List(Run(template.GroupVersionKind, InterpreterOperation.GetComponents, 1, template.Root)[0] ?? new JsonArray())
            .Select(component => EmptyTables.Restore(component.DeepClone().AsObject()))];

    /// <inheritdoc/>
    public JsonObject ReviseReplica(JsonObject draft, long replicas) =>
        Table(Run(KindOf(draft), InterpreterOperation.ReviseReplica, 1, Element(draft), JsonElement.Parse(replicas.ToString(System.Globalization.CultureInfo.InvariantCulture)))[0], draft);

    /// <inheritdoc/>
    public JsonObject Retain(JsonObject desired, KubernetesObject observed) =>
        Table(Run(KindOf(desired), InterpreterOperation.Retain, 1, Element(desired), observed.Root)[0], desired, observed.ToDraft());

    /// <inheritdoc/>
    public JsonObject AggregateStatus(JsonObject draft, IReadOnlyList<JsonElement> items)
    {
        var list = new JsonArray([.. items.Select(item => item.ToNode())]);
        return Table(Run(KindOf(draft), InterpreterOperation.AggregateStatus, 1, Element(draft), JsonElement.Parse(list.ToUtf8Bytes()))[0], draft);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Dependency> GetDependencies(KubernetesObject template) =>
        [.. List(Run(template.GroupVersionKind, InterpreterOperation.GetDependencies, 1, template.Root)[0]).Select(Dependency)];

    /// <inheritdoc/>
    public JsonNode? ReflectStatus(KubernetesObject observed) => Run(observed.GroupVersionKind, InterpreterOperation.ReflectStatus, 1, observed.Root)[0] switch
    {
        JsonObject status => EmptyTables.Restore(status),
        JsonArray { Count: 0 } => null,
        JsonArray list => list,
        var other => throw new InterpretationException($"expect the returned replica type is table but got {other?.GetValueKind()}"),
    };

    /// <inheritdoc/>
    public bool InterpretHealth(KubernetesObject observed) =>
        Run(observed.GroupVersionKind, InterpreterOperation.InterpretHealth, 1, observed.Root)[0] is JsonValue value && value.TryGetValue<bool>(out var healthy)
            ? healthy
            : throw new InterpretationException("result type is not bool");

    private JsonNode?[] Run(GroupVersionKind kind, InterpreterOperation operation, int results, params ReadOnlySpan<JsonElement> arguments) =>
        _scripts.TryGetValue((kind, operation), out var script)
            ? ScriptRun.Call(script, operation.ToString(), results, _limits, arguments)
            : throw new InterpretationException($"no customization answers {operation} for \"{kind}\"");

    private static GroupVersionKind KindOf(JsonObject draft) => GroupVersionKind.Parse(draft.StringAt("apiVersion") ?? "", draft.StringAt("kind") ?? "");

    private static JsonElement Element(JsonObject draft) => JsonElement.Parse(draft.ToUtf8Bytes());

    private static double Number(JsonNode? result) => result is JsonValue value
        ? value.AsInteger() ?? (value.TryGetValue<double>(out var number) ? number : throw new InterpretationException("result type is not number"))
        : throw new InterpretationException("result type is not number");

    private static JsonObject Table(JsonNode? result, params ReadOnlySpan<JsonObject> references) => result switch
    {
        JsonObject table => EmptyTables.Restore(table, references),
        JsonArray { Count: 0 } => [],
        _ => throw new InterpretationException("expect the returned type is table"),
    };

    private static IEnumerable<JsonObject> List(JsonNode? result) => result is JsonArray list
        ? list.Select(item => item as JsonObject ?? throw new InterpretationException("expect a list of tables"))
        : throw new InterpretationException("expect the returned type is table");

    private static Dependency Dependency(JsonObject dependency) => new(
        dependency.StringAt("apiVersion") ?? "",
        dependency.StringAt("kind") ?? "",
        dependency.StringAt("namespace") ?? "",
        dependency.StringAt("name") ?? "",
        dependency.ObjectAt("labelSelector")?.DeepClone().AsObject());
}
