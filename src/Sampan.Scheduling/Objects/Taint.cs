using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>core/v1 Taint: what keeps pods off a node unless they tolerate it.</summary>
internal sealed record Taint(string Key, string Value, string Effect)
{
    public const string NoSchedule = "NoSchedule";
    public const string NoExecute = "NoExecute";
    public const string PreferNoSchedule = "PreferNoSchedule";

    /// <summary>The taint that an unschedulable node has, whether or not it is written down.</summary>
    public static readonly Taint Unschedulable = new("node.kubernetes.io/unschedulable", "", NoSchedule);

    /// <summary>Whether the taint keeps pods off, rather than making the node less liked.</summary>
    public bool IsHard => Effect is NoSchedule or NoExecute;

    public static Taint Of(JsonElement taint) => new(taint.StringOrEmpty("key"), taint.StringOrEmpty("value"), taint.StringOrEmpty("effect"));
}
