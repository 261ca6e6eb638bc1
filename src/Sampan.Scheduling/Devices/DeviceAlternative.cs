using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Devices;

/// <summary>What a request asks for: devices of a class that selectors choose.</summary>
/// <param name="Name">The request's name, with that of the alternative behind a slash.</param>
/// <param name="ClassName">The DeviceClass.</param>
/// <param name="Selectors">What a device must fulfil besides.</param>
/// <param name="Count">How many devices; null for all that match.</param>
/// <param name="Tolerations">Which device taints do not matter.</param>
internal sealed record DeviceAlternative(
    string Name,
    string ClassName,
    ImmutableArray<DeviceSelector> Selectors,
    long? Count,
    ImmutableArray<Toleration> Tolerations)
{
    public static DeviceAlternative Of(JsonElement request, string name) => new(
        name,
        request.StringOrEmpty("deviceClassName"),
        DeviceSelector.ListOf(request),
        request.String("allocationMode") == "All" ? null : request.Integer("count") ?? 1,
        [.. request.Items("tolerations").Select(Toleration.Of)]);
}
