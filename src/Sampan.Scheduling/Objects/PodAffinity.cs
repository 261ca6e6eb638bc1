using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>A pod's affinity or anti-affinity to other pods.</summary>
internal sealed record PodAffinity(ImmutableArray<PodAffinityTerm> Required, ImmutableArray<PodAffinityTerm> Preferred)
{
    public static readonly PodAffinity None = new([], []);

    /// <summary>Reads core/v1 PodAffinity or PodAntiAffinity.</summary>
    public static PodAffinity Of(JsonElement? affinity, string podNamespace)
    {
        if (affinity is not { } json)
        {
            return None;
        }

        return new PodAffinity(
            [.. json.Items("requiredDuringSchedulingIgnoredDuringExecution").Select(term => PodAffinityTerm.Of(term, podNamespace))],
            [.. json.Items("preferredDuringSchedulingIgnoredDuringExecution").Select(weighted => PodAffinityTerm.Of(
                weighted.Member("podAffinityTerm") ?? default,
                podNamespace,
                (int)(weighted.Integer("weight") ?? 0)))]);
    }
}
