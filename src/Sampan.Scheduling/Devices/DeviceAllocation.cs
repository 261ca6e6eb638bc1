using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Devices;

/// <summary>The devices that a claim has, and which nodes reach them all (null: every node).</summary>
internal sealed record DeviceAllocation(NodeSelector? Nodes, ImmutableArray<DeviceId> Devices)
{
    public static DeviceAllocation Of(JsonElement allocation) => new(
        NodeSelector.Of(allocation.Member("nodeSelector")),
        [
            .. (allocation.Member("devices")?.Items("results") ?? default)
                .Where(device => device.Boolean("adminAccess") != true)
                .Select(device => new DeviceId(device.StringOrEmpty("driver"), device.StringOrEmpty("pool"), device.StringOrEmpty("device"))),
        ]);
}
