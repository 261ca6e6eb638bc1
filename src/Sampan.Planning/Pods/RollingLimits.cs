using System.Globalization;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Planning.Pods;

/// <summary>How far a rolling update may go at once (a Deployment's strategy), in pods.</summary>
/// <param name="Surge">Pods above the wanted number.</param>
/// <param name="Unavailable">Pods below it.</param>
/// <param name="IsRecreate">Whether all old pods end before the first new one is created.</param>
internal readonly record struct RollingLimits(int Surge, int Unavailable, bool IsRecreate)
{
    /// <summary>Reads a workload's strategy; kinds other than Deployment replace one pod at a time.</summary>
    public static RollingLimits Of(KubernetesObject workload, int replicas)
    {
        if (workload.Kind != "Deployment")
        {
            return new RollingLimits(0, 1, IsRecreate: false);
        }

        var strategy = workload.Root.Member("spec", "strategy") ?? default;
        if (strategy.String("type") == "Recreate")
        {
            return new RollingLimits(0, replicas, IsRecreate: true);
        }

        var rolling = strategy.Member("rollingUpdate") ?? default;
        var surge = Count(rolling.Member("maxSurge"), replicas, roundUp: true);
        var unavailable = Count(rolling.Member("maxUnavailable"), replicas, roundUp: false);
        return new RollingLimits(surge, surge == 0 && unavailable == 0 ? 1 : unavailable, IsRecreate: false);
    }

    /// <summary>A number, or a percentage of the replicas; 25 % where absent (the API's default).</summary>
    private static int Count(JsonElement? value, int replicas, bool roundUp)
    {
        if (value is { ValueKind: JsonValueKind.Number } number)
        {
            return number.GetInt32();
        }

        var text = value is { ValueKind: JsonValueKind.String } ? value.Value.GetString()! : "25%";
        var percent = int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture);
        return roundUp ? ((replicas * percent) + 99) / 100 : replicas * percent / 100;
    }
}
