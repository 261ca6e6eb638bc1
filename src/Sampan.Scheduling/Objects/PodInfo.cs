using System.Collections.Immutable;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>What the scheduler needs of a core/v1 Pod, read once. Two are the same pod if namespace, name and UID are.</summary>
public sealed record PodInfo
{
    internal PodInfo()
    {
    }

    /// <summary>Namespace and name.</summary>
    public NamespacedName Id { get; internal init; }

    /// <summary>UID, empty where unknown.</summary>
    public string Uid { get; internal init; } = "";

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; internal init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Priority; 0 where unset.</summary>
    public int Priority { get; internal init; }

    /// <summary>Whether the pod may preempt others (<c>preemptionPolicy</c> is not Never).</summary>
    public bool MayPreempt { get; internal init; }

    /// <summary>The scheduler that the pod asks for; <c>default-scheduler</c> where unset.</summary>
    public string SchedulerName { get; internal init; } = "";

    /// <summary><c>spec.nodeName</c>, empty where unset.</summary>
    public string NodeName { get; internal init; } = "";

    /// <summary><c>status.nominatedNodeName</c>: the node where room is being made for the pod; empty where unset.</summary>
    public string NominatedNodeName { get; internal init; } = "";

    /// <summary>The names of the gates that hold the pod back.</summary>
    public ImmutableArray<string> SchedulingGates { get; internal init; } = [];

    /// <summary>What the pod requests, by its spec.</summary>
    public ResourceAmounts Requests { get; internal init; } = ResourceAmounts.None;

    /// <summary>When the pod was created, or null before that.</summary>
    public DateTimeOffset? CreationTime { get; internal init; }

    /// <summary>When the pod's node started it, or null.</summary>
    public DateTimeOffset? StartTime { get; internal init; }

    /// <summary>Whether deletion has been asked for.</summary>
    public bool IsTerminating { get; internal init; }

    /// <summary>Whether the pod has ended and holds nothing any more.</summary>
    public bool IsFinished { get; internal init; }

    /// <summary>The namespace.</summary>
    public string Namespace => Id.Namespace;

    /// <summary>The name.</summary>
    public string Name => Id.Name;

    /// <summary>What the pod holds while it runs: its requests, or what its status reports if that is more.</summary>
    internal ResourceAmounts RunningRequests { get; init; } = ResourceAmounts.None;

    /// <summary>As <see cref="RunningRequests"/>, with 100m and 200 MiB for containers that name none.</summary>
    internal ResourceAmounts RunningFilledRequests { get; init; } = ResourceAmounts.None;

    /// <summary>What NodeResourcesFit scores the pod by: without pod-level requests, unset ones filled in.</summary>
    internal ResourceAmounts ScoredRequests { get; init; } = ResourceAmounts.None;

    internal ImmutableArray<Toleration> Tolerations { get; init; } = [];

    internal ImmutableArray<KeyValuePair<string, string>> NodeLabels { get; init; } = [];

    internal NodeSelector? NodeAffinity { get; init; }

    internal ImmutableArray<PreferredNodeTerm> PreferredNodes { get; init; } = [];

    internal PodAffinity Affinity { get; init; } = PodAffinity.None;

    internal PodAffinity AntiAffinity { get; init; } = PodAffinity.None;

    internal ImmutableArray<TopologySpreadConstraint> SpreadConstraints { get; init; } = [];

    internal ImmutableArray<HostPort> HostPorts { get; init; } = [];

    internal ImmutableArray<PodVolume> Volumes { get; init; } = [];

    internal ImmutableArray<string> Images { get; init; } = [];

    /// <summary>How many containers set the ceiling of image scores: volumes do not count.</summary>
    internal int ImageContainers { get; init; }

    internal ImmutableArray<PodResourceClaim> ResourceClaims { get; init; } = [];

    internal OwnerReference? Controller { get; init; }

    internal ImmutableArray<string> RequiredFeatures { get; init; } = [];

    /// <summary>Whether the pod's deletion is a scheduler's preemption.</summary>
    internal bool IsPreempted { get; init; }

    /// <summary>Whether the pod has any affinity or anti-affinity to pods.</summary>
    internal bool HasPodAffinity =>
        Affinity.Required.Length + Affinity.Preferred.Length + AntiAffinity.Required.Length + AntiAffinity.Preferred.Length > 0;

    /// <summary>Reads a Pod object.</summary>
    /// <exception cref="FormatException">A quantity or a selector cannot be read.</exception>
    public static PodInfo Of(KubernetesObject pod) => PodReader.Read(pod.Root);

    /// <summary>Reads a Pod object's JSON.</summary>
    /// <exception cref="FormatException">A quantity or a selector cannot be read.</exception>
    public static PodInfo Of(System.Text.Json.JsonElement pod) => PodReader.Read(pod);

    /// <inheritdoc/>
    public bool Equals(PodInfo? other) => other is not null && Id == other.Id && Uid == other.Uid;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Id.ToString();

    internal static bool IsSidecar(System.Text.Json.JsonElement initContainer) => initContainer.StringOrEmpty("restartPolicy") == "Always";

    /// <summary>Whether the node satisfies the pod's node selector and required node affinity.</summary>
    internal bool MatchesNodeAffinity(Node node)
    {
        foreach (var (key, value) in NodeLabels)
        {
            if (!node.Labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        return NodeAffinity is null || NodeAffinity.Matches(node);
    }
}
