using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>Ports of a pod's containers that are in each other's way.</summary>
internal static class PortWarnings
{
    public static void Of(IReadOnlyList<(JsonObject Container, string Path)> containers, List<string> warnings)
    {
        List<PlacedPort> ports = [];
        foreach (var (container, path) in containers)
        {
            var index = 0;
            ports.AddRange(container.Each("ports").Select(port => PlacedPort.Of(port, string.Create(CultureInfo.InvariantCulture, $"{path}.ports[{index++}]"))));
        }

        for (var i = 0; i < ports.Count; i++)
        {
            if (ports[i].HostAddress.Length > 0 && ports[i].HostPort == 0)
            {
                warnings.Add($"{ports[i].Path}: hostIP set without hostPort: {ports[i]}");
            }

            warnings.AddRange(ports.Take(i).Select(other => Clash(ports[i], other)).OfType<string>());
        }

        OfNames(ports, warnings);
    }

    private static string? Clash(PlacedPort port, PlacedPort other)
    {
        if (port.Number != other.Number || port.Protocol != other.Protocol)
        {
            return null;
        }

        var how = (port.HostAddress, port.HostPort) == (other.HostAddress, other.HostPort) ? "duplicate"
            : port.HostPort == 0 || other.HostPort == 0 ? "overlapping"
            : port.HostPort == other.HostPort && (port.HostAddress.Length == 0) != (other.HostAddress.Length == 0) ? "dangerously ambiguous"
            : null;
        return how is null ? null : $"{port.Path}: {how} port definition with {other.Path}";
    }

    private static void OfNames(List<PlacedPort> ports, List<string> warnings)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var port in ports.Where(port => port.Name.Length > 0))
        {
            if (!known.TryAdd(port.Name, port.Path))
            {
                warnings.Add($"{port.Path}: duplicate port name \"{port.Name}\" with {known[port.Name]}, services and probes that select ports by name will use {known[port.Name]}");
            }
        }
    }

    private sealed record PlacedPort(string Path, string Name, long HostPort, long Number, string Protocol, string HostAddress)
    {
        public static PlacedPort Of(JsonObject port, string path) => new(
            path,
            port.TextOf("name"),
            FieldErrors.Number(port, "hostPort") ?? 0,
            FieldErrors.Number(port, "containerPort") ?? 0,
            port.TextOf("protocol"),
            port.TextOf("hostIP"));

        // As the server shows the whole of it.
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{{Name:{Name} HostPort:{HostPort} ContainerPort:{Number} Protocol:{Protocol} HostIP:{HostAddress}}}");
    }
}
