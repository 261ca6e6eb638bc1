using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Releases.Life;

namespace Sampan.Reports;

/// <summary><c>sampan status -f DECLARATION -o json</c>: an array with an object for each release, in the declaration's order.</summary>
internal static class ReleaseStatusJson
{
    public static JsonArray Of(IEnumerable<ReleaseState> states) => new([.. states.Select(Of)]);

    private static JsonObject Of(ReleaseState state) => new()
    {
        ["name"] = state.Release.Name,
        ["namespace"] = state.Release.Namespace,
        ["cluster"] = state.Cluster,
        ["healthy"] = state.IsHealthy,
        ["status"] = state.Last?.Status ?? "not-installed",
        ["revision"] = state.Last?.Revision ?? 0,
        ["chart"] = state.Chart,
        ["updated"] = state.Last?.LastDeployed.ToString("O", CultureInfo.InvariantCulture),
        ["objects"] = state.Objects,
        ["notReady"] = new JsonArray([.. state.NotReady.Select(unready => new JsonObject
        {
            ["apiVersion"] = unready.Object.Type.ApiVersion,
            ["kind"] = unready.Object.Type.Kind,
            ["namespace"] = unready.Object.Name.Namespace,
            ["name"] = unready.Object.Name.Name,
            ["missing"] = unready.Missing,
        })]),
    };
}
