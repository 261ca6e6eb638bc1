using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Placement.Members;

/// <summary>One entry of a Cluster's <c>spec.taints</c> (core/v1 Taint).</summary>
/// <param name="Key">The taint's key.</param>
/// <param name="Value">The taint's value, empty where it has none.</param>
/// <param name="Effect"><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>.</param>
public sealed record ClusterTaint(string Key, string Value, string Effect)
{
    /// <summary>Whether the taint keeps new workloads away: <c>NoSchedule</c> or <c>NoExecute</c>.</summary>
    public bool Repels => Effect is "NoSchedule" or "NoExecute";

    /// <summary>Reads one entry.</summary>
    public static ClusterTaint Of(JsonElement entry) =>
        new(entry.StringOrEmpty("key"), entry.StringOrEmpty("value"), entry.StringOrEmpty("effect"));

    /// <summary><c>key=value:effect</c>, without the parts that are empty, as Kubernetes prints taints.</summary>
    public override string ToString() => (Value, Effect) switch
    {
        ("", "") => Key,
        (_, "") => $"{Key}={Value}:",
        ("", _) => $"{Key}:{Effect}",
        _ => $"{Key}={Value}:{Effect}",
    };
}
