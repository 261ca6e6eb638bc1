using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Devices;

/// <summary>resource.k8s.io/v1 ResourceSlice: a part of a pool of devices, and which nodes reach it.</summary>
internal sealed record ResourceSlice(
    string Driver,
    string Pool,
    long Generation,
    long SlicesInPool,
    string NodeName,
    bool IsOnAllNodes,
    NodeSelector? NodeSelector,
    ImmutableArray<Device> Devices)
{
    public static ResourceSlice Of(JsonElement slice)
    {
        var spec = slice.Member("spec") ?? default;
        var pool = spec.Member("pool") ?? default;
        var (driver, name) = (spec.StringOrEmpty("driver"), pool.StringOrEmpty("name"));
        return new ResourceSlice(
            driver,
            name,
            pool.Integer("generation") ?? 0,
            pool.Integer("resourceSliceCount") ?? 1,
            spec.StringOrEmpty("nodeName"),
            spec.Boolean("allNodes") ?? false,
            NodeSelector.Of(spec.Member("nodeSelector")),
            [.. spec.Items("devices").Select(device => Device.Of(device, driver, name))]);
    }

    public bool IsReachableFrom(Node node) => IsOnAllNodes || NodeName == node.Name || NodeSelector?.Matches(node) == true;
}
