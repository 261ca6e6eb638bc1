using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>A port of the node that a container takes.</summary>
internal sealed record HostPort(string Address, string Protocol, long Port)
{
    private const string AnyAddress = "0.0.0.0";

    /// <summary>Reads core/v1 ContainerPort; null where it takes no port of the node.</summary>
    public static HostPort? Of(JsonElement port) =>
        port.Integer("hostPort") is { } number and > 0
            ? new HostPort(NonEmpty(port.String("hostIP"), AnyAddress), NonEmpty(port.String("protocol"), "TCP"), number)
            : null;

    /// <summary>Whether both cannot be on one node.</summary>
    public bool ConflictsWith(HostPort other) =>
        Port == other.Port && Protocol == other.Protocol && (Address == other.Address || Address == AnyAddress || other.Address == AnyAddress);

    private static string NonEmpty(string? text, string otherwise) => string.IsNullOrEmpty(text) ? otherwise : text;
}
