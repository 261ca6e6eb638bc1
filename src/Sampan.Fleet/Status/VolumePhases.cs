using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>Status of volumes and claims: a phase that stands for all members'.</summary>
internal static class VolumePhases
{
    private static readonly string[] VolumeOrder = ["Failed", "Pending", "Available", "Bound", "Released"];

    /// <summary>The first of the phases, worst first, that any member reports; a member that reports nothing is pending.</summary>
    public static JsonObject OfVolume(MemberStatuses members)
    {
        var phases = members.Reported.Select(member => member.Status.StringOrEmpty("phase")).ToHashSet(StringComparer.Ordinal);
        if (members.Reported.Count < members.Count)
        {
            phases.Add("Pending");
        }

        return VolumeOrder.FirstOrDefault(phases.Contains) is { } phase ? new JsonObject { ["phase"] = phase } : [];
    }

    /// <summary>Lost if any member lost it, else the last phase that is not Bound, else Bound.</summary>
    public static JsonObject OfClaim(MemberStatuses members)
    {
        var phase = "Bound";
        foreach (var member in members.Reported)
        {
            var reported = member.Status.StringOrEmpty("phase");
            phase = reported == "Bound" ? phase : reported;
            if (reported == "Lost")
            {
                break;
            }
        }

        return phase.Length > 0 ? new JsonObject { ["phase"] = phase } : [];
    }
}
