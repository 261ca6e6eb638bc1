using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>Status of a CronJob: the active Jobs of all members, and the latest times.</summary>
internal static class CronJobAggregation
{
    public static JsonObject Aggregate(MemberStatuses members)
    {
        JsonObject status = [];
        JsonArray active = [];
        foreach (var member in members.Reported)
        {
            foreach (var reference in member.Status.Items("active"))
            {
                active.Add(JsonNode.Parse(reference.GetRawText()));
            }
        }

        if (active.Count > 0)
        {
            status["active"] = active;
        }

        foreach (var field in (ReadOnlySpan<string>)["lastScheduleTime", "lastSuccessfulTime"])
        {
            AddLatest(status, members, field);
        }

        return status;
    }

    private static void AddLatest(JsonObject status, MemberStatuses members, string field)
    {
        var latest = members.Reported.Where(member => StatusTime.Read(member.Status, field) is not null).ToList();
        if (latest.Count > 0)
        {
            status[field] = latest.MaxBy(member => StatusTime.Read(member.Status, field)).Status.String(field);
        }
    }
}
