using System.Text.Json.Nodes;
using Sampan.Embedded;

namespace Sampan.Reports;

/// <summary><c>sampan status -o json</c>.</summary>
internal static class FleetStatusJson
{
    public static JsonObject Of(DataFolder folder, FleetState? state)
    {
        var json = new JsonObject { ["running"] = state is not null, ["dataFolder"] = folder.Path };
        if (state is not null)
        {
            json["processId"] = state.ProcessId;
            json["server"] = state.Server;
            json["kubeconfig"] = state.Kubeconfig;
            json["clusters"] = new JsonArray([.. state.Clusters.Select(name => new JsonObject
            {
                ["name"] = name,
                ["url"] = $"{state.Server}/clusters/{name}",
            })]);
        }

        return json;
    }
}
