using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Interpreting.Scripts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>What the interpreters read from objects: replicas, health, status, dependencies, and how they change them.</summary>
internal sealed class InterpreterArea : IConformanceArea
{
    public string Name => "fleet-interpreter";

    public IEnumerable<ConformanceCase> Cases(string corpus) => FleetCases.Read(corpus, "interpreter.jsonl", Compare);

    private static string? Compare(JsonElement @case)
    {
        var expect = @case.GetProperty("expect");
        JsonObject got;
        try
        {
            got = Interpret(@case, new ResourceInterpreter([new ScriptedInterpreter(FleetCases.Objects(@case, "customizations"))]));
        }
        catch (InterpretationException exception)
        {
            return expect.Member("error") is null ? $"error: {exception.Message}" : null;
        }

        if (expect.Member("error") is { } error)
        {
            return $"expected error: {error}";
        }

        var expected = FleetJson.Draft(expect)!.AsObject();
        expected.Remove("by");
        return FleetJson.Difference(expected, got);
    }

    private static JsonObject Interpret(JsonElement @case, ResourceInterpreter interpreter)
    {
        var @object = FleetCases.Object(@case.GetProperty("object"));
        switch (@case.StringOrEmpty("operation"))
        {
            case "GetReplicas":
                var reading = interpreter.GetReplicas(@object);
                return new JsonObject { ["replicas"] = reading.Replicas, ["requirements"] = reading.Requirements };
            case "GetComponents":
                return new JsonObject { ["components"] = new JsonArray([.. interpreter.GetComponents(@object).OrderBy(component => component["name"]!.ToString(), StringComparer.Ordinal)]) };
            case "ReviseReplica":
                return new JsonObject { ["object"] = interpreter.ReviseReplica(@object.ToDraft(), @case.Integer("replicas") ?? 0) };
            case "Retain":
                return new JsonObject { ["object"] = interpreter.Retain(@object.ToDraft(), FleetCases.Object(@case.GetProperty("observed"))) };
            case "AggregateStatus":
                return Aggregate(@case, interpreter, @object);
            case "GetDependencies":
                return new JsonObject { ["dependencies"] = new JsonArray([.. interpreter.GetDependencies(@object).Select(dependency => dependency.ToJson()).OrderBy(SortKey, StringComparer.Ordinal)]) };
            case "ReflectStatus":
                return new JsonObject { ["status"] = interpreter.ReflectStatus(@object) };
            default:
                return new JsonObject { ["healthy"] = interpreter.InterpretHealth(@object) };
        }
    }

    private static JsonObject Aggregate(JsonElement @case, ResourceInterpreter interpreter, KubernetesObject template)
    {
        var aggregated = interpreter.AggregateStatus(template.ToDraft(), [.. @case.Items("statusItems")]);
        var before = template.ToDraft();
        var status = aggregated["status"];
        var result = new JsonObject
        {
            ["status"] = status?.DeepClone(),
            ["changed"] = FleetJson.Difference(before["status"], status) is not null,
        };
        before.Remove("status");
        aggregated.Remove("status");
        if (FleetJson.Difference(before, aggregated) is not null)
        {
            result["objectWithoutStatus"] = aggregated;
        }

        return result;
    }

    private static string SortKey(JsonObject dependency) =>
        $"{dependency["apiVersion"]} {dependency["kind"]} {dependency["namespace"]} {dependency["name"]} {dependency["labelSelector"]}";
}
