using System.Text.Json;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Disruption;

/// <summary>How many pods of a budget there shall be, and how many of them must stay healthy.</summary>
/// <param name="Expected">How many there shall be.</param>
/// <param name="DesiredHealthy">How many must stay healthy.</param>
/// <param name="HasUnmanaged">Whether pods without a controller were left out of the count.</param>
internal readonly record struct ExpectedPods(int Expected, int DesiredHealthy, bool HasUnmanaged)
{
    /// <summary>
    /// Counts: with a number of pods that must be available, the pods that are there; else what their controllers shall
    /// have, each counted once.
    /// </summary>
    /// <exception cref="DisruptionFailure">A controller cannot be found.</exception>
    public static async ValueTask<ExpectedPods> CountAsync(
        KubernetesObject budget, IReadOnlyList<KubernetesObject> pods, ControllerScales scales, CancellationToken cancellationToken)
    {
        var spec = budget.Root.Member("spec") ?? default;
        if (spec.Member("maxUnavailable") is { } maxUnavailable)
        {
            var (expected, hasUnmanaged) = await ScaleAsync(pods, scales, cancellationToken);
            return new ExpectedPods(expected, Math.Max(0, expected - Share(maxUnavailable, expected)), hasUnmanaged);
        }

        if (spec.Member("minAvailable") is not { } minAvailable)
        {
            return default;
        }

        if (minAvailable.ValueKind == JsonValueKind.Number)
        {
            return new ExpectedPods(pods.Count, Share(minAvailable, pods.Count), HasUnmanaged: false);
        }

        var (total, unmanaged) = await ScaleAsync(pods, scales, cancellationToken);
        return new ExpectedPods(total, Share(minAvailable, total), unmanaged);
    }

    private static int Share(JsonElement field, int total) => IntOrPercent.Resolve(field, total, roundUp: true)
        ?? throw new DisruptionFailure("invalid value for IntOrString: invalid type: string is not a percentage");

    private static async ValueTask<(int Expected, bool HasUnmanaged)> ScaleAsync(
        IReadOnlyList<KubernetesObject> pods, ControllerScales scales, CancellationToken cancellationToken)
    {
        var hasUnmanaged = false;
        HashSet<string> asked = new(StringComparer.Ordinal);
        Dictionary<string, int> replicas = new(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (pod.Metadata.Controller is not { } controller)
            {
                hasUnmanaged = true;
            }
            else if (asked.Add(controller.Uid))
            {
                var scale = await scales.FindAsync(controller, pod.Metadata.Namespace, cancellationToken)
                    ?? throw new DisruptionFailure($"found no controllers for pod \"{pod.Metadata.Name}\"");
                replicas[scale.Uid] = scale.Replicas;
            }
        }

        return (replicas.Values.Sum(), hasUnmanaged);
    }
}
