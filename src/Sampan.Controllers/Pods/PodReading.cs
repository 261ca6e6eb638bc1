using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Pods;

/// <summary>What the controllers ask of a pod.</summary>
internal static class PodReading
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Succeeded = "Succeeded";
    public const string Failed = "Failed";

    /// <summary>The index of bound pods by the names of their nodes.</summary>
    public static readonly Func<KubernetesObject, IEnumerable<string>> ByNode = static pod => pod.NodeName is { Length: > 0 } node ? [node] : [];

    extension(KubernetesObject pod)
    {
        /// <summary><c>status.phase</c>.</summary>
        public string Phase => pod.Root.Member("status")?.StringOrEmpty("phase") ?? "";

        /// <summary>The node that the pod is bound to; empty while it is not scheduled.</summary>
        public string NodeName => pod.Root.Member("spec")?.StringOrEmpty("nodeName") ?? "";

        /// <summary>Whether deletion was asked for.</summary>
        public bool IsTerminating => pod.Metadata.DeletionTimestamp is not null;

        /// <summary>Whether the pod has ended for good.</summary>
        public bool IsFinished => pod.Phase is Succeeded or Failed;

        /// <summary>Whether the pod counts as a replica: neither ended nor being deleted.</summary>
        public bool IsActivePod => !pod.IsFinished && !pod.IsTerminating;

        /// <summary>Whether the Ready condition is true.</summary>
        public bool IsPodReady => pod.PodCondition("Ready")?.Status == Condition.True;

        /// <summary>Whether the pod has been ready for a number of seconds.</summary>
        public bool IsPodAvailable(int minReadySeconds, DateTimeOffset now)
        {
            var ready = pod.PodCondition("Ready");
            return ready?.Status == Condition.True
                && (minReadySeconds == 0 || (ready.LastTransitionTime is { } since && since.AddSeconds(minReadySeconds) <= now));
        }

        /// <summary>The condition of a type, or null.</summary>
        public Condition? PodCondition(string type)
        {
            foreach (var entry in pod.Root.Member("status")?.Items("conditions") ?? default)
            {
                if (entry.StringOrEmpty("type") == type)
                {
                    return Condition.Of(entry);
                }
            }

            return null;
        }
    }
}
