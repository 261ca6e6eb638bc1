using System.Text.Json;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Tests;

/// <summary>Short ways to write clusters.</summary>
internal static class TestCluster
{
    public static JsonElement NodeJson(string name, string cpu = "4", string memory = "32Gi", int pods = 110, string labels = "{}", string spec = "{}") =>
        JsonElement.Parse($$$"""
            {"metadata":{"name":"{{{name}}}","labels":{{{labels}}} },"spec":{{{spec}}},
             "status":{"allocatable":{"cpu":"{{{cpu}}}","memory":"{{{memory}}}","pods":"{{{pods}}}"} } }
            """);

    public static JsonElement PodJson(string name, string cpu = "100m", string memory = "500Mi", string spec = "", string labels = "{}", string status = "{}")
    {
        var more = spec.Length == 0 ? "" : "," + spec;
        return JsonElement.Parse($$$"""
            {"metadata":{"name":"{{{name}}}","namespace":"default","uid":"uid-{{{name}}}","labels":{{{labels}}} },
             "spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"{{{cpu}}}","memory":"{{{memory}}}"} } }]{{{more}}} },
             "status":{{{status}}} }
            """);
    }

    public static PodInfo Pod(string name, string cpu = "100m", string memory = "500Mi", string spec = "", string labels = "{}", string status = "{}") =>
        PodInfo.Of(PodJson(name, cpu, memory, spec, labels, status));

    public static ClusterSnapshot Of(params IEnumerable<JsonElement> nodes)
    {
        var builder = new ClusterSnapshotBuilder();
        foreach (var node in nodes)
        {
            builder.Add("Node", node);
        }

        return builder.Build();
    }

    public static ClusterSnapshot Uniform(int nodes) => Of(Enumerable.Range(0, nodes).Select(i => NodeJson($"node-{i:00000}")));
}
