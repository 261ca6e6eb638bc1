using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Pods;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Services;

/// <summary>A pod as an endpoint of a Service.</summary>
internal readonly record struct EndpointPod(KubernetesObject Service, KubernetesObject Pod)
{
    /// <summary>Whether the pod takes or will take requests: it has an address and has not ended.</summary>
    public bool HasAddress => !Pod.IsFinished && Addresses().Count > 0;

    /// <summary>Whether the pod answers.</summary>
    public bool IsServing => Pod.IsPodReady;

    /// <summary>Whether clients should be sent there.</summary>
    public bool IsReady => Service.PublishesNotReadyAddresses || (IsServing && !Pod.IsTerminating);

    /// <summary>The name by which the pod is known below the Service's; null where it has none.</summary>
    public string? Hostname
    {
        get
        {
            var spec = Pod.Root.Member("spec") ?? default;
            var isNamed = spec.StringOrEmpty("hostname").Length > 0 && spec.StringOrEmpty("subdomain") == Service.Metadata.Name;
            return isNamed ? spec.StringOrEmpty("hostname") : null;
        }
    }

    /// <summary>A reference to the pod.</summary>
    public JsonObject Reference => new()
    {
        ["kind"] = "Pod",
        ["namespace"] = Pod.Metadata.Namespace,
        ["name"] = Pod.Metadata.Name,
        ["uid"] = Pod.Metadata.Uid,
    };

    /// <summary>The pod's addresses of a family.</summary>
    public IEnumerable<string> AddressesOf(string family)
    {
        var kind = family == "IPv6" ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        return Addresses().Where(address => IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == kind);
    }

    /// <summary>
    /// The ports of the Service on this pod, as <c>name</c>, <c>port</c>, <c>protocol</c> and <c>appProtocol</c>. One that
    /// names a port that the pod does not have is left out.
    /// </summary>
    public JsonArray Ports()
    {
        var ports = new JsonArray();
        foreach (var port in (Service.Root.Member("spec") ?? default).Items("ports"))
        {
            var protocol = port.String("protocol") ?? "TCP";
            if (NumberOf(port, protocol) is not { } number)
            {
                continue;
            }

            var entry = new JsonObject { ["name"] = port.StringOrEmpty("name"), ["port"] = number, ["protocol"] = protocol };
            if (port.String("appProtocol") is { } application)
            {
                entry["appProtocol"] = application;
            }

            ports.Add((JsonNode)entry);
        }

        return ports;
    }

    private long? NumberOf(JsonElement port, string protocol) => port.Member("targetPort") switch
    {
        { ValueKind: JsonValueKind.String } name => NumberOf(name.GetString()!, protocol),
        { ValueKind: JsonValueKind.Number } number when number.GetInt64() != 0 => number.GetInt64(),
        _ => port.Integer("port"),
    };

    private long? NumberOf(string name, string protocol)
    {
        var spec = Pod.Root.Member("spec") ?? default;
        foreach (var container in spec.Items("containers").Concat(spec.Items("initContainers").Where(IsSidecar)))
        {
            foreach (var port in container.Items("ports"))
            {
                if (port.StringOrEmpty("name") == name && (port.String("protocol") ?? "TCP") == protocol)
                {
                    return port.Integer("containerPort");
                }
            }
        }

        return null;
    }

    private static bool IsSidecar(JsonElement container) => container.StringOrEmpty("restartPolicy") == "Always";

    private List<string> Addresses()
    {
        var status = Pod.Root.Member("status") ?? default;
        List<string> addresses = [.. status.Items("podIPs").Select(entry => entry.StringOrEmpty("ip")).Where(address => address.Length > 0)];
        return addresses.Count == 0 && status.String("podIP") is { Length: > 0 } only ? [only] : addresses;
    }
}
