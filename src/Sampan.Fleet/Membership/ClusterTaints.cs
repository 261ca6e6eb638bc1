using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Status;

namespace Sampan.Fleet.Membership;

/// <summary>The taint that keeps new work away from a member that does not answer.</summary>
internal static class ClusterTaints
{
    private const string NotReady = "cluster.karmada.io/not-ready";

    /// <summary>Puts the taint on or takes it off; whether that changed anything.</summary>
    public static bool Set(JsonObject cluster, bool isReady, TimeProvider time)
    {
        var taints = cluster.ArrayAt("spec", "taints");
        var present = taints?.FirstOrDefault(taint => taint.StringAt("key") == NotReady);
        if (isReady == (present is null))
        {
            return false;
        }

        if (present is not null)
        {
            taints!.Remove(present);
        }
        else
        {
            cluster.Child("spec").List("taints").Add((JsonNode)new JsonObject
            {
                ["key"] = NotReady,
                ["effect"] = "NoSchedule",
                ["timeAdded"] = StatusTime.Now(time),
            });
        }

        return true;
    }
}
