using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Policies;

namespace Sampan.Placement.Bindings;

/// <summary>What placement needs to know of one work.karmada.io/v1alpha2 ResourceBinding or ClusterResourceBinding.</summary>
public sealed record PlacementBinding
{
    /// <summary>The annotation that records the placement that the binding was last scheduled with.</summary>
    public const string AppliedPlacementAnnotation = "policy.karmada.io/applied-placement";

    private static readonly string[] ManagedLabels =
    [
        "propagationpolicy.karmada.io/permanent-id",
        "clusterpropagationpolicy.karmada.io/permanent-id",
        "binding.karmada.io/managed-by",
    ];

    /// <summary>The object to place.</summary>
    public required ObjectReference Resource { get; init; }

    /// <summary>Where it may go; null where the binding has no placement, which cannot be scheduled.</summary>
    public PlacementSpec? Placement { get; init; }

    /// <summary>The object's replicas; 0 for objects that have none.</summary>
    public int Replicas { get; init; }

    /// <summary>What one replica needs; null where it needs nothing, or the object has no replicas.</summary>
    public ReplicaRequirements? Requirements { get; init; }

    /// <summary>How many pod templates the object is made of (<c>spec.components</c>).</summary>
    public int Components { get; init; }

    /// <summary>Where the object is now.</summary>
    public IReadOnlyList<TargetCluster> Clusters { get; init; } = [];

    /// <summary>The clusters that the object is being evicted from.</summary>
    public IReadOnlyList<string> Evicting { get; init; } = [];

    /// <summary>The binding's generation.</summary>
    public long Generation { get; init; }

    /// <summary>The recorded placement (<see cref="AppliedPlacementAnnotation"/>), empty before the first scheduling.</summary>
    public string AppliedPlacement { get; init; } = "";

    /// <summary>Whether a policy or another controller owns the binding; others are left alone.</summary>
    public bool Managed { get; init; } = true;

    /// <summary>The scheduler that the binding asks for, empty for any.</summary>
    public string SchedulerName { get; init; } = "";

    /// <summary>Whether scheduling is suspended.</summary>
    public bool Suspended { get; init; }

    /// <summary>When somebody asked for a fresh placement, or null.</summary>
    public DateTimeOffset? RescheduleTriggeredAt { get; init; }

    /// <summary>When the binding was last scheduled, or null.</summary>
    public DateTimeOffset? LastScheduledTime { get; init; }

    /// <summary>The affinity term that the binding was last scheduled with, empty where none.</summary>
    public string ObservedAffinity { get; init; } = "";

    /// <summary>The generation that was last scheduled; 0 where none.</summary>
    public long ObservedGeneration { get; init; }

    /// <summary>Whether the object runs pods; others need no capacity.</summary>
    public bool IsWorkload => Replicas > 0 || Requirements is not null || Components >= 1;

    /// <summary>Whether a fresh placement was asked for after the last scheduling.</summary>
    public bool RescheduleRequired => RescheduleTriggeredAt > LastScheduledTime;

    /// <summary>Whether the object is on the cluster now.</summary>
    public bool Targets(string cluster)
    {
        for (var i = 0; i < Clusters.Count; i++)
        {
            if (Clusters[i].Name == cluster)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The replicas that the cluster runs now.</summary>
    public int AssignedTo(string cluster)
    {
        for (var i = 0; i < Clusters.Count; i++)
        {
            if (Clusters[i].Name == cluster)
            {
                return Clusters[i].Replicas;
            }
        }

        return 0;
    }

    /// <summary>Reads a binding.</summary>
    /// <exception cref="FormatException">A quantity in the object is malformed.</exception>
    public static PlacementBinding Of(KubernetesObject binding)
    {
        var metadata = binding.Metadata;
        var spec = binding.Root.Member("spec") ?? default;
        var status = binding.Root.Member("status") ?? default;
        return new PlacementBinding
        {
            Resource = ObjectReference.Of(spec.Member("resource") ?? default),
            Placement = spec.Member("placement") is { } placement ? PlacementSpec.Of(placement) : null,
            Replicas = (int)(spec.Integer("replicas") ?? 0),
            Requirements = spec.Member("replicaRequirements") is { } requirements ? ReplicaRequirements.Of(requirements) : null,
            Components = spec.Items("components").Count(),
            Clusters = [.. spec.Items("clusters").Select(TargetCluster.Of)],
            Evicting = [.. spec.Items("gracefulEvictionTasks").Select(task => task.StringOrEmpty("fromCluster"))],
            Generation = metadata.Generation,
            AppliedPlacement = metadata.Annotations.GetValueOrDefault(AppliedPlacementAnnotation, ""),
            Managed = ManagedLabels.Any(label => metadata.Labels.GetValueOrDefault(label, "").Length > 0),
            SchedulerName = spec.StringOrEmpty("schedulerName"),
            Suspended = spec.Member("suspension")?.Boolean("scheduling") ?? false,
            RescheduleTriggeredAt = Time(spec, "rescheduleTriggeredAt"),
            LastScheduledTime = Time(status, "lastScheduledTime"),
            ObservedAffinity = status.StringOrEmpty("schedulerObservingAffinityName"),
            ObservedGeneration = status.Integer("schedulerObservedGeneration") ?? 0,
        };
    }

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var time) ? time : null;
}
