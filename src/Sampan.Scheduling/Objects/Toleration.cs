using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>core/v1 Toleration. The operators Gt and Lt are behind a gate that is off by default: they tolerate nothing.</summary>
internal sealed record Toleration(string Key, string Operator, string Value, string Effect, long? Seconds = null)
{
    public static Toleration Of(JsonElement toleration) => new(
        toleration.StringOrEmpty("key"),
        toleration.StringOrEmpty("operator"),
        toleration.StringOrEmpty("value"),
        toleration.StringOrEmpty("effect"),
        toleration.Integer("tolerationSeconds"));

    public bool Tolerates(Taint taint)
    {
        if ((Effect.Length > 0 && Effect != taint.Effect) || (Key.Length > 0 && Key != taint.Key))
        {
            return false;
        }

        return Operator switch
        {
            "" or "Equal" => Value == taint.Value,
            "Exists" => true,
            _ => false,
        };
    }

    /// <summary>Whether one of the tolerations tolerates the taint.</summary>
    public static bool AnyTolerates(ImmutableArray<Toleration> tolerations, Taint taint)
    {
        foreach (var toleration in tolerations)
        {
            if (toleration.Tolerates(taint))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a taint that keeps pods off is not tolerated.</summary>
    public static bool LeavesHardTaint(ImmutableArray<Toleration> tolerations, ImmutableArray<Taint> taints)
    {
        foreach (var taint in taints)
        {
            if (taint.IsHard && !AnyTolerates(tolerations, taint))
            {
                return true;
            }
        }

        return false;
    }
}
