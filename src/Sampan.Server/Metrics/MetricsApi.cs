using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Aggregation;
using Sampan.Server.CustomResources;
using Sampan.Server.Registry;
using Sampan.Server.Resources;

namespace Sampan.Server.Metrics;

/// <summary>
/// metrics.k8s.io/v1beta1: what nodes and pods use, worked out when it is asked for. A cluster serves it while it has the
/// APIService <c>v1beta1.metrics.k8s.io</c> without a service: with one, as metrics-server installs it, that answers.
/// </summary>
internal static class MetricsApi
{
    /// <summary>The group.</summary>
    public const string Group = "metrics.k8s.io";

    private const string Version = "v1beta1";
    private const string Window = "30s";
    private static readonly ResourceType Nodes = new(Group, Version, "nodes", "NodeMetrics", Namespaced: false);
    private static readonly ResourceType Pods = new(Group, Version, "pods", "PodMetrics", Namespaced: true);

    private static readonly JsonElement Schema = JsonElement.Parse("""
        {"type":"object","properties":{
          "timestamp":{"type":"string","format":"date-time"},
          "window":{"type":"string"},
          "usage":{"type":"object","additionalProperties":{"x-kubernetes-int-or-string":true} },
          "containers":{"type":"array","items":{"type":"object","properties":{
            "name":{"type":"string"},
            "usage":{"type":"object","additionalProperties":{"x-kubernetes-int-or-string":true} } } } } } }
        """u8);

    /// <summary>Whether a resource is one of these.</summary>
    public static bool Serves(ResourceType type) => type == Nodes || type == Pods;

    /// <summary>The resources, if the cluster serves them now.</summary>
    public static IEnumerable<ServedResource> Resources(ServedCluster cluster)
    {
        var service = cluster.Resource(ApiServices.Type).Key(NamespacedName.ClusterScoped($"{Version}.{Group}"));
        return cluster.Store.Current.Get(service) is { } found && found.Object.Root.Member("spec", "service") is not { ValueKind: JsonValueKind.Object }
            ? [Resource(cluster.Name, Nodes), Resource(cluster.Name, Pods)]
            : [];
    }

    /// <summary>The selected metrics, in the order of names.</summary>
    public static StoredList List(ServedCluster cluster, ServedResource resource, Selection selection)
    {
        var measured = resource.Type == Nodes ? NodesOf(cluster) : PodsOf(cluster, selection.Namespace).Select(pod => Measured(cluster, pod));
        return new StoredList([.. measured.Where(selection.Matches)], cluster.Store.Current.Revision, null, null);
    }

    /// <summary>The metrics of one node or pod.</summary>
    /// <exception cref="ApiException">404: there is none, or it does not run.</exception>
    public static KubernetesObject Get(ServedCluster cluster, ServedResource resource, NamespacedName name) =>
        (resource.Type == Nodes
            ? NodesOf(cluster).FirstOrDefault(node => node.Metadata.Name == name.Name)
            : PodsOf(cluster, name.Namespace).Where(pod => pod.Metadata.Name == name.Name).Select(pod => Measured(cluster, pod)).FirstOrDefault())
        ?? throw ApiException.NotFound(resource.Type, resource.Type.Namespaced ? $"{name.Namespace}/{name.Name}" : name.Name);

    private static ServedResource Resource(string cluster, ResourceType type) => new()
    {
        Description = new ResourceDescription { Type = type, Singular = "", Verbs = ["get", "list"] },
        StorageType = type,
        Collection = ResourceTable.Collection(cluster, type),
        Traits = ResourceTraits.OfCustomResource(),
        IsCustom = true,
        Schema = CustomResourceSchema.Parse(Schema),
        CustomSchema = CustomResourceSchema.Parse(Schema),
        OpenApiSchema = Schema,
        Printer = new MetricsPrinter(),
    };

    private static IEnumerable<KubernetesObject> PodsOf(ServedCluster cluster, string? @namespace)
    {
        var pods = cluster.Resource(WellKnownTypes.Pods);
        return cluster.Store.Current.List(pods.Collection, pods.Prefix(@namespace))
            .Select(found => found.Object)
            .Where(pod => pod.Root.Member("status", "phase") is { } phase && phase.ToString() == "Running" && pod.Metadata.DeletionTimestamp is null);
    }

    private static IEnumerable<KubernetesObject> NodesOf(ServedCluster cluster)
    {
        var usage = new Dictionary<string, (long Millicores, long Bytes)>(StringComparer.Ordinal);
        foreach (var pod in PodsOf(cluster, null))
        {
            var spec = pod.Root.Member("spec") ?? default;
            var node = spec.StringOrEmpty("nodeName");
            foreach (var container in Running(spec))
            {
                var (millicores, bytes) = SimulatedUsage.Of(pod, container);
                var sum = usage.GetValueOrDefault(node);
                usage[node] = (sum.Millicores + millicores, sum.Bytes + bytes);
            }
        }

        return cluster.Store.Current.List(cluster.Resource(WellKnownTypes.Nodes).Collection)
            .Select(found => found.Object)
            .Where(IsReady)
            .Select(node => Metrics(cluster, Nodes, node, "usage", Usage(usage.GetValueOrDefault(node.Metadata.Name))));
    }

    private static KubernetesObject Measured(ServedCluster cluster, KubernetesObject pod)
    {
        var containers = new JsonArray();
        foreach (var container in Running(pod.Root.Member("spec") ?? default))
        {
            containers.Add((JsonNode)new JsonObject { ["name"] = container.StringOrEmpty("name"), ["usage"] = Usage(SimulatedUsage.Of(pod, container)) });
        }

        return Metrics(cluster, Pods, pod, "containers", containers);
    }

    // Init containers that restart run beside the others.
    private static IEnumerable<JsonElement> Running(JsonElement spec) =>
        spec.Items("containers").Concat(spec.Items("initContainers").Where(container => container.String("restartPolicy") == "Always"));

    private static bool IsReady(KubernetesObject node) => (node.Root.Member("status") ?? default).Items("conditions")
        .Any(condition => condition.StringOrEmpty("type") == "Ready" && condition.StringOrEmpty("status") == "True");

    private static JsonObject Usage((long Millicores, long Bytes) usage) => new()
    {
        ["cpu"] = Quantity.OfMilli(usage.Millicores).ToString(),
        ["memory"] = $"{usage.Bytes / 1024}Ki",
    };

    private static KubernetesObject Metrics(ServedCluster cluster, ResourceType type, KubernetesObject measured, string field, JsonNode value)
    {
        var metadata = new JsonObject { ["name"] = measured.Metadata.Name };
        if (type.Namespaced)
        {
            metadata["namespace"] = measured.Metadata.Namespace;
        }

        metadata["creationTimestamp"] = cluster.Now;
        if (measured.Metadata.Labels.Count > 0)
        {
            var labels = new JsonObject();
            foreach (var (key, text) in measured.Metadata.Labels)
            {
                labels[key] = text;
            }

            metadata["labels"] = labels;
        }

        return KubernetesObject.From(new JsonObject
        {
            ["kind"] = type.Kind,
            ["apiVersion"] = type.ApiVersion,
            ["metadata"] = metadata,
            ["timestamp"] = cluster.Now,
            ["window"] = Window,
            [field] = value,
        });
    }
}
