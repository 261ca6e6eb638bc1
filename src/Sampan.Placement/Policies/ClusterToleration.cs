using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Members;

namespace Sampan.Placement.Policies;

/// <summary>One entry of <c>placement.clusterTolerations</c> (core/v1 Toleration; without the operators <c>Lt</c> and <c>Gt</c>).</summary>
/// <param name="Key">The taint's key; empty with <c>Exists</c> tolerates every key.</param>
/// <param name="Operator"><c>Equal</c> (also when empty) or <c>Exists</c>.</param>
/// <param name="Value">The taint's value, for <c>Equal</c>.</param>
/// <param name="Effect">The taint's effect; empty means any.</param>
/// <param name="TolerationSeconds">How long a <c>NoExecute</c> taint is tolerated; null means forever.</param>
public sealed record ClusterToleration(string Key, string Operator, string Value, string Effect, long? TolerationSeconds)
{
    /// <summary>Reads one entry.</summary>
    public static ClusterToleration Of(JsonElement entry) => new(
        entry.StringOrEmpty("key"),
        entry.StringOrEmpty("operator"),
        entry.StringOrEmpty("value"),
        entry.StringOrEmpty("effect"),
        entry.Integer("tolerationSeconds"));

    /// <summary>Whether the taint is tolerated.</summary>
    public bool Tolerates(ClusterTaint taint) =>
        (Effect.Length == 0 || Effect == taint.Effect)
        && (Key.Length == 0 || Key == taint.Key)
        && Operator switch
        {
            "" or "Equal" => Value == taint.Value,
            "Exists" => true,
            _ => false,
        };
}
