using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>Status of a Pod that runs on several members: the worst phase, and every member's container states.</summary>
internal static class PodAggregation
{
    private static readonly string[] WorstFirst = ["Failed", "Pending", "Running", "Succeeded"];

    public static JsonObject? Aggregate(MemberStatuses members)
    {
        if (members.Count == 0)
        {
            return null;
        }

        var phases = members.Reported.Select(member => member.Status.StringOrEmpty("phase")).ToHashSet(StringComparer.Ordinal);
        if (members.Reported.Count < members.Count)
        {
            // A member that has not reported yet may still be starting the pod.
            phases.Add("Pending");
        }

        JsonObject status = [];
        if (WorstFirst.FirstOrDefault(phases.Contains) is { } phase)
        {
            status["phase"] = phase;
        }

        AddStates(status, members, "containerStatuses");
        AddStates(status, members, "initContainerStatuses");
        return status;
    }

    private static void AddStates(JsonObject status, MemberStatuses members, string list)
    {
        var states = members.Reported.SelectMany(member => member.Status.Items(list)).Select(State).ToArray<JsonNode>();
        if (states.Length > 0)
        {
            status[list] = new JsonArray(states);
        }
    }

    // Names, images and counts belong to a member's pod; the fields that the API requires are written empty.
    private static JsonObject State(JsonElement container)
    {
        var state = new JsonObject
        {
            ["name"] = "",
            ["ready"] = container.Boolean("ready") ?? false,
            ["restartCount"] = 0,
            ["image"] = "",
            ["imageID"] = "",
        };
        if (container.Member("state") is { ValueKind: JsonValueKind.Object } current)
        {
            state["state"] = JsonObject.Create(current);
        }

        return state;
    }
}
