using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Quotas;

namespace Sampan.Controllers.Nodes;

/// <summary>Whether a node can give a pod on it what it wants now, beside the pods that are there.</summary>
internal static class NodeRoom
{
    private static readonly (string Name, Func<Quantity, long> Count)[] Resources = [("cpu", amount => amount.MilliValue), ("memory", amount => amount.Value)];

    /// <summary>Why a pod cannot have what it wants, in the words of a kubelet; null where it can.</summary>
    /// <param name="node">The node.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="others">The other pods on the node that have not ended.</param>
    public static (string Reason, string Message)? Shortage(KubernetesObject node, KubernetesObject pod, IEnumerable<KubernetesObject> others)
    {
        var wanted = PodResources.Of(pod.Root.Member("spec") ?? default, "requests");
        if (Missing(wanted, name => (Allocatable(node, name), Quantity.Zero)) is { Count: > 0 } never)
        {
            return ("Infeasible", $"Node didn't have enough capacity: {string.Join("; ", never.Select(one => $"{one.Name}, requested: {one.Requested}, capacity: {one.Capacity}"))}");
        }

        var used = others.Select(Allocated).ToList();
        Quantity Used(string name) => used.Aggregate(Quantity.Zero, (sum, amounts) => amounts.TryGetValue(name, out var amount) ? sum + amount : sum);
        return Missing(wanted, name => (Allocatable(node, name), Used(name))) is { Count: > 0 } now
            ? ("Deferred", $"Node didn't have enough resource: {string.Join("; ", now.Select(one => $"{one.Name}, requested: {one.Requested}, used: {one.Used}, capacity: {one.Capacity}"))}")
            : null;
    }

    private static List<(string Name, long Requested, long Used, long Capacity)> Missing(Dictionary<string, Quantity> wanted, Func<string, (Quantity Capacity, Quantity Used)> state)
    {
        List<(string, long, long, long)> missing = [];
        foreach (var (name, count) in Resources)
        {
            var (capacity, used) = state(name);
            if (wanted.TryGetValue(name, out var requested) && (requested + used).CompareTo(capacity) > 0)
            {
                missing.Add((name, count(requested), count(used), count(capacity)));
            }
        }

        return missing;
    }

    private static Quantity Allocatable(KubernetesObject node, string name) =>
        node.Root.Member("status", "allocatable", name) is { } amount ? Quantity.Parse(amount) : Quantity.Zero;

    // What has been set aside for a pod: less than it wants while a resize of its own waits.
    private static Dictionary<string, Quantity> Allocated(KubernetesObject pod)
    {
        var spec = Drafts.Of(pod.Root.Member("spec"));
        var status = pod.Root.Member("status") ?? default;
        SetRequests(spec, status);
        foreach (var (statuses, containers) in (ReadOnlySpan<(string, string)>)[("containerStatuses", "containers"), ("initContainerStatuses", "initContainers")])
        {
            foreach (var container in (spec[containers] as JsonArray ?? []).OfType<JsonObject>())
            {
                SetRequests(container, status.Items(statuses).FirstOrDefault(report => report.StringOrEmpty("name") == container["name"]?.ToString()));
            }
        }

        return PodResources.Of(JsonElement.Parse(spec.ToUtf8Bytes()), "requests");
    }

    private static void SetRequests(JsonObject owner, JsonElement status)
    {
        if (owner["resources"] is JsonObject resources && status.Member("allocatedResources") is { } allocated)
        {
            resources["requests"] = Drafts.Of(allocated);
        }
    }
}
