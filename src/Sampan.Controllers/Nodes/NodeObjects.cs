using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>The Node objects of simulated nodes, as a kubelet registers and reports them.</summary>
internal static class NodeObjects
{
    public const string KubeletVersion = "v1.36.0";

    // What simulated nodes can do of what nodes say of themselves, in the alphabet's order.
    private static readonly string[] DeclaredFeatures = ["GuaranteedQoSPodCPUResize", "InPlacePodLevelResourcesVerticalScaling", "InPlacePodVerticalScalingInitContainers"];

    /// <summary>A node as it registers, healthy from the start.</summary>
    public static JsonObject Registration(string name, NodeShape shape, int index, DateTimeOffset now)
    {
        var labels = new JsonObject
        {
            ["beta.kubernetes.io/arch"] = shape.Architecture,
            ["beta.kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = shape.Architecture,
            ["kubernetes.io/hostname"] = name,
            ["kubernetes.io/os"] = "linux",
        };
        AddUnlessEmpty(labels, "node.kubernetes.io/instance-type", shape.InstanceType);
        AddUnlessEmpty(labels, "topology.kubernetes.io/region", shape.Region);
        AddUnlessEmpty(labels, "topology.kubernetes.io/zone", Zone(shape, index));
        foreach (var (key, value) in shape.Labels)
        {
            labels[key] = value;
        }

        var spec = new JsonObject
        {
            ["podCIDR"] = NodeNetwork.PodRange(index),
            ["podCIDRs"] = new JsonArray((JsonNode)NodeNetwork.PodRange(index)),
            ["providerID"] = $"{SimulatedNode.ProviderScheme}{name}",
        };
        if (shape.Taints.Count > 0)
        {
            spec["taints"] = new JsonArray([.. shape.Taints.Select(Taint)]);
        }

        var node = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = labels,
                ["annotations"] = new JsonObject
                {
                    ["node.alpha.kubernetes.io/ttl"] = "0",
                    ["volumes.kubernetes.io/controller-managed-attach-detach"] = "true",
                },
            },
            ["spec"] = spec,
        };
        node["status"] = Report(KubernetesObject.From(node), shape, index, now);
        return node;
    }

    /// <summary>The status that a healthy node reports: what it has already said of its resources stays.</summary>
    public static JsonObject Report(KubernetesObject node, NodeShape shape, int index, DateTimeOffset now)
    {
        var status = Drafts.Of(node.Root.Member("status"));
        var capacity = status["capacity"] as JsonObject ?? Resources(shape);
        var allocatable = status["allocatable"] as JsonObject ?? capacity.DeepClone().AsObject();
        status["capacity"] = capacity.DeepClone();
        status["allocatable"] = allocatable.DeepClone();
        status["conditions"] = NodeConditions(Conditions.Of(node), now);
        status["addresses"] ??= new JsonArray(
            new JsonObject { ["type"] = "InternalIP", ["address"] = NodeNetwork.NodeAddress(index) },
            new JsonObject { ["type"] = "Hostname", ["address"] = node.Metadata.Name });
        status["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } };
        status["nodeInfo"] = NodeInfo(node, shape);
        status["declaredFeatures"] = new JsonArray([.. DeclaredFeatures.Select(feature => (JsonNode)feature)]);
        return status;
    }

    private static JsonArray NodeConditions(IReadOnlyList<Condition> current, DateTimeOffset now)
    {
        (string Type, string Status, string Reason, string Message)[] healthy =
        [
            ("MemoryPressure", Condition.False, "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
            ("DiskPressure", Condition.False, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
            ("PIDPressure", Condition.False, "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
            ("Ready", Condition.True, "KubeletReady", "kubelet is posting ready status"),
        ];
        var conditions = new JsonArray();
        foreach (var (type, status, reason, message) in healthy)
        {
            var since = current.Find(type) is { } before && before.Status == status ? before.LastTransitionTime : now;
            conditions.Add((JsonNode)new JsonObject
            {
                ["type"] = type,
                ["status"] = status,
                ["lastHeartbeatTime"] = KubernetesTime.Format(now),
                ["lastTransitionTime"] = KubernetesTime.Format(since ?? now),
                ["reason"] = reason,
                ["message"] = message,
            });
        }

        foreach (var other in current.Where(condition => healthy.All(own => own.Type != condition.Type)))
        {
            conditions.Add((JsonNode)other.ToJson());
        }

        return conditions;
    }

    private static JsonObject NodeInfo(KubernetesObject node, NodeShape shape) => new()
    {
        ["machineID"] = MachineId(node.Metadata.Name).ToString("N"),
        ["systemUUID"] = MachineId(node.Metadata.Name).ToString(),
        ["bootID"] = MachineId($"{node.Metadata.Name} boot").ToString(),
        ["kernelVersion"] = "6.12.0",
        ["osImage"] = SimulatedNode.OsImage,
        ["containerRuntimeVersion"] = "containerd://2.2.0",
        ["kubeletVersion"] = KubeletVersion,
        ["kubeProxyVersion"] = "",
        ["operatingSystem"] = "linux",
        ["architecture"] = node.Metadata.Labels.GetValueOrDefault("kubernetes.io/arch", shape.Architecture),
    };

    private static Guid MachineId(string seed) => new(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16));

    private static JsonObject Resources(NodeShape shape)
    {
        var resources = new JsonObject
        {
            ["cpu"] = shape.Cpu,
            ["ephemeral-storage"] = shape.EphemeralStorage,
            ["hugepages-1Gi"] = "0",
            ["hugepages-2Mi"] = "0",
            ["memory"] = shape.Memory,
            ["pods"] = shape.Pods.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, quantity) in shape.ExtendedResources)
        {
            resources[name] = quantity;
        }

        return resources;
    }

    private static string Zone(NodeShape shape, int index) =>
        shape.Zone.Length > 0 ? shape.Zone : shape.Region.Length > 0 ? $"{shape.Region}-{(char)('a' + (index % 3))}" : "";

    private static JsonNode Taint(NodeTaint taint)
    {
        var json = new JsonObject { ["key"] = taint.Key, ["effect"] = taint.Effect };
        AddUnlessEmpty(json, "value", taint.Value);
        return json;
    }

    private static void AddUnlessEmpty(JsonObject target, string name, string value)
    {
        if (value.Length > 0)
        {
            target[name] = value;
        }
    }
}
