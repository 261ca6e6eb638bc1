using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Devices;

/// <summary>A claim's condition on its devices together: the same value of an attribute, or a different one each.</summary>
/// <param name="Attribute">The attribute, with its domain.</param>
/// <param name="IsDistinct">Whether the values must differ, rather than be the same.</param>
/// <param name="Requests">For the devices of which requests; all of them where empty.</param>
internal sealed record DeviceConstraint(string Attribute, bool IsDistinct, ImmutableArray<string> Requests)
{
    public static DeviceConstraint Of(JsonElement constraint) => new(
        constraint.String("matchAttribute") ?? constraint.StringOrEmpty("distinctAttribute"),
        constraint.Member("matchAttribute") is null,
        [.. constraint.Items("requests").Select(request => request.ToString())]);

    /// <summary>Whether the constraint is about the devices of a request, or of one of its alternatives (<c>request/alternative</c>).</summary>
    public bool Concerns(string request) =>
        Requests.IsEmpty || Requests.Contains(request) || Requests.Any(name => request.StartsWith(name + "/", StringComparison.Ordinal));

    /// <summary>Whether two devices go together.</summary>
    public bool Allows(Device device, Device other) =>
        device.Attributes.TryGetValue(Attribute, out var value)
        && other.Attributes.TryGetValue(Attribute, out var otherValue)
        && value.Equals(otherValue) != IsDistinct;

    /// <summary>Whether a device has the attribute at all; without it, it cannot be used.</summary>
    public bool Allows(Device device) => device.Attributes.ContainsKey(Attribute);
}
