using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Devices;

/// <summary>One request of a claim: a number of devices, or a list of alternatives of which the first that can be had is taken.</summary>
internal sealed record DeviceRequest(string Name, bool IsPrioritized, ImmutableArray<DeviceAlternative> Alternatives)
{
    public static DeviceRequest Of(JsonElement request)
    {
        var name = request.StringOrEmpty("name");
        return request.Member("exactly") is { } exactly
            ? new DeviceRequest(name, IsPrioritized: false, [DeviceAlternative.Of(exactly, name)])
            : new DeviceRequest(name, IsPrioritized: true, [.. request.Items("firstAvailable").Select(alternative => DeviceAlternative.Of(alternative, $"{name}/{alternative.StringOrEmpty("name")}"))]);
    }
}
