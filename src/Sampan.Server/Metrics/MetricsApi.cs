using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
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

    /// <summary>The APIService by which a cluster serves them, while it is there and names no service.</summary>
    public const string ServiceName = $"{Version}.{Group}";

    private const string Version = "v1beta1";
    private const string Window = "30s";
    private static readonly ResourceType Nodes = new(Group, Version, "nodes", "NodeMetrics", Namespaced: false);
    private static readonly ResourceType Pods = new(Group, Version, "pods", "PodMetrics", Namespaced: true);

    // What metrics-server calls these in refusals (pkg/api/install.go).
    private static readonly ResourceType NodeMetrics = Nodes with { Plural = "nodemetrics" };
    private static readonly ResourceType PodMetrics = Pods with { Plural = "podmetrics" };

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

    /// <summary>Whether an object is that APIService.</summary>
    public static bool IsRegistration(ServedResource resource, KubernetesObject @object) => resource.Type == ApiServices.Type && @object.Metadata.Name == ServiceName;

    /// <summary>The resources, if the cluster serves them now.</summary>
    public static IEnumerable<ServedResource> Resources(ServedCluster cluster) =>
        ApiServices.Of(cluster, Group, Version) is { } service && AggregatedService.Of(service) is null
            ? [Resource(cluster.Name, Nodes), Resource(cluster.Name, Pods)]
            : [];

    /// <summary>The selected metrics, in the order of names: all of them, since metrics-server knows neither pages nor versions.</summary>
    public static StoredList List(ServedCluster cluster, ServedResource resource, Selection selection)
    {
        var measured = resource.Type == Nodes ? NodesOf(cluster) : PodsOf(cluster, selection.Namespace).Select(pod => Measured(cluster, pod));
        return new StoredList([.. measured.Where(selection.Matches)], cluster.Store.Current.Revision, null, null);
    }

    /// <summary>The metrics of one node or pod.</summary>
    /// <exception cref="ApiException">404: there is no such node or pod, or nothing is known of what it uses.</exception>
    public static KubernetesObject Get(ServedCluster cluster, ServedResource resource, NamespacedName name)
    {
        var measured = cluster.Reader.Stored(cluster.Resource(resource.Type == Nodes ? WellKnownTypes.Nodes : WellKnownTypes.Pods), name);
        return resource.Type == Nodes
            ? NodesOf(cluster).FirstOrDefault(node => node.Metadata.Name == name.Name) ?? throw ApiException.NotFound(NodeMetrics, name.Name)
            : ReadyNodes(cluster).Contains(Node(measured)) && IsRunning(measured) ? Measured(cluster, measured)
            : throw ApiException.NotFound(PodMetrics, $"{name.Namespace}/{name.Name}");
    }

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

    // A node that is not ready tells nothing of its pods.
    private static IEnumerable<KubernetesObject> PodsOf(ServedCluster cluster, string? @namespace)
    {
        var pods = cluster.Resource(WellKnownTypes.Pods);
        var ready = ReadyNodes(cluster);
        return cluster.Store.Current.List(pods.Collection, pods.Prefix(@namespace))
            .Select(found => found.Object)
            .Where(pod => ready.Contains(Node(pod)) && IsRunning(pod));
    }

    private static bool IsRunning(KubernetesObject pod) => pod.Root.Member("status")?.String("phase") == "Running" && pod.Metadata.DeletionTimestamp is null;

    private static string Node(KubernetesObject pod) => (pod.Root.Member("spec") ?? default).StringOrEmpty("nodeName");

    private static HashSet<string> ReadyNodes(ServedCluster cluster) => [.. Listed(cluster).Where(IsReady).Select(node => node.Metadata.Name)];

    private static IEnumerable<KubernetesObject> Listed(ServedCluster cluster) =>
        cluster.Store.Current.List(cluster.Resource(WellKnownTypes.Nodes).Collection).Select(found => found.Object);

    private static IEnumerable<KubernetesObject> NodesOf(ServedCluster cluster)
    {
        var usage = new Dictionary<string, SimulatedUsage>(StringComparer.Ordinal);
        foreach (var pod in PodsOf(cluster, null))
        {
            foreach (var container in Running(pod.Root.Member("spec") ?? default))
            {
                usage[Node(pod)] = usage.GetValueOrDefault(Node(pod)) + SimulatedUsage.Of(pod, container);
            }
        }

        return Listed(cluster).Where(IsReady)
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

    private static JsonObject Usage(SimulatedUsage usage) => new() { ["cpu"] = usage.Cpu.ToString(), ["memory"] = usage.Memory.ToString() };

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
