using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Kubernetes.Quotas;

/// <summary>What a pod as a whole requests and may use.</summary>
/// <remarks>
/// The rule of <c>k8s.io/component-helpers/resource</c>: containers and init containers that restart run together; other
/// init containers run one after another beside the restarting ones before them; resources of the pod as a whole go
/// before those of its containers; overhead comes on top.
/// </remarks>
public static class PodResources
{
    /// <summary>The totals of a pod's spec.</summary>
    /// <param name="spec">A core/v1 PodSpec.</param>
    /// <param name="list"><c>requests</c> or <c>limits</c>.</param>
    /// <exception cref="FormatException">An amount is no quantity.</exception>
    public static Dictionary<string, Quantity> Of(JsonElement spec, string list) => Of(spec, default, list);

    /// <summary>
    /// The totals of what a pod holds: where its node reports resources, the greater of what is wanted and of what the node
    /// has given, so that a resize counts from when it is asked for until it is carried out.
    /// </summary>
    /// <param name="pod">A core/v1 Pod.</param>
    /// <param name="list"><c>requests</c> or <c>limits</c>.</param>
    /// <exception cref="FormatException">An amount is no quantity.</exception>
    public static Dictionary<string, Quantity> Held(JsonElement pod, string list) => Of(pod.Member("spec") ?? default, pod.Member("status") ?? default, list);

    private static Dictionary<string, Quantity> Of(JsonElement spec, JsonElement status, string list)
    {
        var given = Given(status);
        var total = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec.Items("containers"))
        {
            Add(total, OfContainer(container, given, status, list));
        }

        var restarting = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        var highest = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec.Items("initContainers"))
        {
            var own = OfContainer(container, given, status, list);
            if (container.String("restartPolicy") == "Always")
            {
                Add(total, own);
                Add(restarting, own);
                own = restarting;
            }
            else
            {
                Add(own, restarting);
            }

            Raise(highest, own);
        }

        Raise(total, highest);
        foreach (var (name, amount) in spec.Member("resources") is null ? [] : Held(spec, status, status, list))
        {
            total[name] = amount;
        }

        foreach (var (name, amount) in Amounts(spec, "overhead"))
        {
            // A limit that is not set stays unset.
            if (list == "requests" || total.ContainsKey(name))
            {
                Add(total, name, amount);
            }
        }

        return total;
    }

    private static Dictionary<string, Quantity> OfContainer(JsonElement container, Dictionary<string, JsonElement> given, JsonElement status, string list) =>
        Held(container, given.GetValueOrDefault(container.StringOrEmpty("name")), status, list);

    // What an owner of resources wants, and what its status says that it has: all that counts of a resize that will never be.
    private static Dictionary<string, Quantity> Held(JsonElement owner, JsonElement given, JsonElement status, string list)
    {
        var wanted = Amounts(owner.Member("resources"), list);
        if (given.ValueKind != JsonValueKind.Object || given.Member("resources") is not { ValueKind: JsonValueKind.Object } resources)
        {
            return wanted;
        }

        if (IsInfeasible(status))
        {
            wanted.Clear();
        }

        Raise(wanted, Amounts(resources, list));
        if (list == "requests")
        {
            Raise(wanted, Amounts(given, "allocatedResources"));
        }

        return wanted;
    }

    private static Dictionary<string, JsonElement> Given(JsonElement status)
    {
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var container in status.Items("containerStatuses").Concat(status.Items("initContainerStatuses")))
        {
            given.TryAdd(container.StringOrEmpty("name"), container);
        }

        return given;
    }

    private static bool IsInfeasible(JsonElement status) =>
        status.Items("conditions").Any(condition => condition.StringOrEmpty("type") == "PodResizePending" && condition.StringOrEmpty("reason") == "Infeasible");

    private static Dictionary<string, Quantity> Amounts(JsonElement? owner, string list)
    {
        var amounts = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        if (owner?.Member(list) is { ValueKind: JsonValueKind.Object } given)
        {
            foreach (var amount in given.EnumerateObject())
            {
                amounts[amount.Name] = Quantity.Parse(amount.Value);
            }
        }

        return amounts;
    }

    private static void Add(Dictionary<string, Quantity> total, Dictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            Add(total, name, amount);
        }
    }

    private static void Add(Dictionary<string, Quantity> total, string name, Quantity amount) =>
        total[name] = total.TryGetValue(name, out var sum) ? sum + amount : amount;

    private static void Raise(Dictionary<string, Quantity> total, Dictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            if (!total.TryGetValue(name, out var before) || before.CompareTo(amount) < 0)
            {
                total[name] = amount;
            }
        }
    }
}
