using System.Text.Json;
using Sampan.Fleet.Status;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Fleet.Autoscaling;

/// <summary>What autoscaling needs to know of a member's pod.</summary>
internal sealed record ScaledPod
{
    public required string Name { get; init; }

    public required string Phase { get; init; }

    public required bool Deleting { get; init; }

    public required DateTimeOffset? StartTime { get; init; }

    /// <summary>The status of the condition Ready; null where there is none.</summary>
    public required string? Ready { get; init; }

    /// <summary>When that condition changed.</summary>
    public required DateTimeOffset ReadySince { get; init; }

    /// <summary>The containers and what they request.</summary>
    public required IReadOnlyList<(string Container, JsonElement? Requests)> Containers { get; init; }

    public static ScaledPod Of(KubernetesObject pod)
    {
        var status = pod.Root.Member("status") ?? default;
        var ready = status.Items("conditions").FirstOrDefault(condition => condition.String("type") == "Ready");
        return new ScaledPod
        {
            Name = pod.Metadata.Name,
            Phase = status.StringOrEmpty("phase"),
            Deleting = pod.Metadata.DeletionTimestamp is not null,
            StartTime = StatusTime.Read(status, "startTime"),
            Ready = ready.String("status"),
            ReadySince = StatusTime.Read(ready, "lastTransitionTime") ?? default,
            Containers =
            [
                .. (pod.Root.Member("spec") ?? default).Items("containers")
                    .Select(container => (container.StringOrEmpty("name"), container.Member("resources", "requests"))),
            ],
        };
    }

    /// <summary>What the pod, or one of its containers, requests of a resource, in thousandths.</summary>
    /// <exception cref="MetricsException">A container requests nothing of it.</exception>
    public long MilliRequest(string resource, string container)
    {
        long sum = 0;
        foreach (var (name, requests) in Containers)
        {
            if (container.Length == 0 || container == name)
            {
                var request = requests?.Member(resource)
                    ?? throw new MetricsException($"missing request for {resource} in container {name} of Pod {Name}");
                sum += Quantity.Parse(request).MilliValue;
            }
        }

        return sum;
    }
}
