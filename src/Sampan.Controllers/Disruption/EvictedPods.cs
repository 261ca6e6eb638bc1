using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Disruption;

/// <summary>
/// The pods of a budget that the eviction API let go and that are not seen to be deleted yet
/// (<c>status.disruptedPods</c>). One that is still not after two minutes counts as staying.
/// </summary>
/// <param name="Times">When each was let go, as stored.</param>
/// <param name="Overdue">The pods that were let go too long ago.</param>
/// <param name="NextLimit">When the next of them counts as staying; null if there is none.</param>
internal sealed record EvictedPods(JsonObject Times, IReadOnlyList<KubernetesObject> Overdue, DateTimeOffset? NextLimit)
{
    /// <summary>How long a deletion may take to be seen.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>What is left of the stored list.</summary>
    public static EvictedPods Of(KubernetesObject budget, IReadOnlyList<KubernetesObject> pods, DateTimeOffset now)
    {
        var stored = Drafts.Of(budget.Root.Member("status", "disruptedPods"));
        var times = new JsonObject();
        List<KubernetesObject> overdue = [];
        DateTimeOffset? next = null;
        foreach (var pod in pods.Where(pod => pod.Metadata.DeletionTimestamp is null))
        {
            if (stored[pod.Metadata.Name] is not { } time || KubernetesTime.Parse(time.GetValue<string>()) is not { } since)
            {
                continue;
            }

            var limit = since + Limit;
            if (limit <= now)
            {
                overdue.Add(pod);
                continue;
            }

            times[pod.Metadata.Name] = time.DeepClone();
            next = next is null || limit < next ? limit : next;
        }

        return new EvictedPods(times, overdue, next);
    }

    /// <summary>Whether a pod is about to go.</summary>
    public bool Contains(KubernetesObject pod) => Times.ContainsKey(pod.Metadata.Name);
}
