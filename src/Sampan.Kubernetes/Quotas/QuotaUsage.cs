using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Kubernetes.Quotas;

/// <summary>What one object uses of a namespace's ResourceQuotas.</summary>
/// <remarks>The evaluators of <c>pkg/quota/v1/evaluator/core</c>, and the count of objects that every namespaced resource has.</remarks>
public static class QuotaUsage
{
    // Core resources that quotas also count by their plain names.
    private static readonly string[] PlainNames = ["pods", "replicationcontrollers", "resourcequotas", "secrets", "configmaps", "services", "persistentvolumeclaims"];
    private static readonly string[] Plain = ["cpu", "memory", "ephemeral-storage"];

    /// <summary>The usage, by the names that quotas use.</summary>
    /// <param name="type">The object's resource.</param>
    /// <param name="object">The object.</param>
    /// <exception cref="FormatException">An amount is no quantity.</exception>
    public static Dictionary<string, Quantity> Of(ResourceType type, JsonElement @object)
    {
        var usage = new Dictionary<string, Quantity>(StringComparer.Ordinal) { [$"count/{type.GroupResource}"] = Quantity.Of(1) };
        if (type.Group.Length == 0)
        {
            AddCore(usage, type.Plural, @object);
        }

        return usage;
    }

    /// <summary>What a pod's containers must name for quotas that count it: each missing amount with the containers, as the API server lists them.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="counted">What the quota counts.</param>
    public static string MissingAmounts(JsonElement pod, IEnumerable<string> counted)
    {
        var needed = counted.Where(name => name is "cpu" or "memory" or "requests.cpu" or "requests.memory" or "limits.cpu" or "limits.memory").Order(StringComparer.Ordinal).ToList();
        var spec = pod.Member("spec") ?? default;
        var containers = spec.Items("containers").Concat(spec.Items("initContainers")).ToList();
        var missing = needed
            .Select(name => (name, Containers: containers.Where(container => !Names(container, name)).Select(container => container.StringOrEmpty("name")).Distinct().Order(StringComparer.Ordinal).ToList()))
            .Where(one => one.Containers.Count > 0)
            .Select(one => $"{one.name} for: {string.Join(',', one.Containers)}");
        return string.Join("; ", missing);
    }

    private static bool Names(JsonElement container, string name)
    {
        var (list, resource) = name.Split('.') is [var prefix, var rest] ? (prefix, rest) : ("requests", name);
        return container.Member("resources", list, resource) is not null;
    }

    private static void AddCore(Dictionary<string, Quantity> usage, string plural, JsonElement @object)
    {
        if (plural == "pods" && IsOver(@object))
        {
            return;
        }

        if (PlainNames.Contains(plural))
        {
            usage[plural] = Quantity.Of(1);
        }

        var spec = @object.Member("spec") ?? default;
        switch (plural)
        {
            case "pods":
                AddPod(usage, @object);
                break;
            case "services":
                AddService(usage, spec);
                break;
            case "persistentvolumeclaims":
                AddClaim(usage, @object, spec);
                break;
        }
    }

    // A pod that has ended uses nothing but its place in the store.
    private static bool IsOver(JsonElement pod) => pod.Member("status")?.String("phase") is "Succeeded" or "Failed";

    private static void AddPod(Dictionary<string, Quantity> usage, JsonElement pod)
    {
        foreach (var (name, amount) in PodResources.Held(pod, "requests"))
        {
            usage[$"requests.{name}"] = amount;
            if (Plain.Contains(name) || name.StartsWith("hugepages-", StringComparison.Ordinal))
            {
                usage[name] = amount;
            }
        }

        foreach (var (name, amount) in PodResources.Held(pod, "limits").Where(limit => Plain.Contains(limit.Key)))
        {
            usage[$"limits.{name}"] = amount;
        }
    }

    private static void AddService(Dictionary<string, Quantity> usage, JsonElement spec)
    {
        var ports = Quantity.Of(spec.Items("ports").Count());
        var kind = spec.StringOrEmpty("type");
        var isBalanced = kind == "LoadBalancer";
        usage["services.loadbalancers"] = Quantity.Of(isBalanced ? 1 : 0);
        usage["services.nodeports"] = kind == "NodePort" || (isBalanced && spec.Member("allocateLoadBalancerNodePorts") is not { ValueKind: JsonValueKind.False }) ? ports : Quantity.Zero;
    }

    private static void AddClaim(Dictionary<string, Quantity> usage, JsonElement claim, JsonElement spec)
    {
        var storageClass = claim.Member("metadata", "annotations", "volume.beta.kubernetes.io/storage-class")?.GetString() ?? spec.StringOrEmpty("storageClassName");
        var prefix = $"{storageClass}.storageclass.storage.k8s.io/";
        if (storageClass.Length > 0)
        {
            usage[prefix + "persistentvolumeclaims"] = Quantity.Of(1);
        }

        if (spec.Member("resources", "requests", "storage") is { } storage)
        {
            usage["requests.storage"] = Quantity.Parse(storage);
            if (storageClass.Length > 0)
            {
                usage[prefix + "requests.storage"] = Quantity.Parse(storage);
            }
        }
    }
}
