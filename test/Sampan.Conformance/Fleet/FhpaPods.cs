using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>The pods of the autoscaling cases, which the corpus gives in short.</summary>
internal static class FhpaPods
{
    public static KubernetesObject Read(JsonElement entry)
    {
        var metadata = new JsonObject { ["name"] = entry.StringOrEmpty("name") };
        if (entry.Boolean("deleting") == true)
        {
            metadata["deletionTimestamp"] = FixedTime.Text;
        }

        var status = new JsonObject { ["phase"] = entry.StringOrEmpty("phase") };
        if (entry.Integer("startedSecondsAgo") is { } started)
        {
            status["startTime"] = FixedTime.Ago(started);
        }

        if (entry.Boolean("ready") is { } ready)
        {
            status["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Ready",
                ["status"] = ready ? "True" : "False",
                ["lastTransitionTime"] = FixedTime.Ago(entry.Integer("readyTransitionSecondsAgo") ?? 0),
            });
        }

        return KubernetesObject.From(new JsonObject
        {
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["containers"] = new JsonArray([.. Containers(entry)]) },
            ["status"] = status,
        });
    }

    private static IEnumerable<JsonNode> Containers(JsonElement entry)
    {
        foreach (var container in entry.Member("containerCPURequests")?.EnumerateObject() ?? default)
        {
            JsonObject requests = [];
            if (container.Value.ToString() is { Length: > 0 } cpu)
            {
                requests["cpu"] = cpu;
            }

            yield return new JsonObject { ["name"] = container.Name, ["resources"] = new JsonObject { ["requests"] = requests } };
        }
    }
}
