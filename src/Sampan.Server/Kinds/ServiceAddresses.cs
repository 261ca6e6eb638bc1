using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>
/// A cluster's service addresses and node ports. What is taken is what the stored services have; what is being given
/// out is set aside until its service is stored or refused.
/// </summary>
internal sealed class ServiceAddresses(ServedCluster cluster)
{
    private const int FirstNodePort = 30000;
    private const int LastNodePort = 32767;
    private readonly HashSet<string> _reserved = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The range that service addresses come from.</summary>
    public static readonly IPNetwork Range = IPNetwork.Parse("10.96.0.0/16");

    /// <summary>The range's first address, which only the API server's own service has unless it is asked for.</summary>
    public const string First = "10.96.0.1";

    /// <summary>Sets a free address aside.</summary>
    public (string Address, IDisposable Reservation) Any()
    {
        lock (_gate)
        {
            var taken = Taken();
            while (true)
            {
                var host = RandomNumberGenerator.GetInt32(2, (1 << (32 - Range.PrefixLength)) - 1);
                var bytes = Range.BaseAddress.GetAddressBytes();
                bytes[2] = (byte)(host >> 8);
                bytes[3] = (byte)host;
                var address = new IPAddress(bytes).ToString();
                if (!taken.Contains(address) && _reserved.Add(address))
                {
                    return (address, new Reservation(this, address));
                }
            }
        }
    }

    /// <summary>Sets the given address aside; null if it is taken.</summary>
    public IDisposable? Exactly(string address)
    {
        lock (_gate)
        {
            return !Taken().Contains(address) && _reserved.Add(address) ? new Reservation(this, address) : null;
        }
    }

    /// <summary>Sets a free node port aside.</summary>
    public (int Port, IDisposable Reservation) AnyPort()
    {
        lock (_gate)
        {
            var taken = TakenPorts();
            while (true)
            {
                var port = RandomNumberGenerator.GetInt32(FirstNodePort, LastNodePort + 1);
                if (!taken.Contains(port) && _reserved.Add(Key(port)))
                {
                    return (port, new Reservation(this, Key(port)));
                }
            }
        }
    }

    /// <summary>Sets the given node port aside; null if it is taken.</summary>
    public IDisposable? ExactlyPort(int port)
    {
        lock (_gate)
        {
            return !TakenPorts().Contains(port) && _reserved.Add(Key(port)) ? new Reservation(this, Key(port)) : null;
        }
    }

    /// <summary>Whether a node port is in the range that they come from.</summary>
    public static bool IsNodePort(long port) => port is >= FirstNodePort and <= LastNodePort;

    private static string Key(int port) => port.ToString(CultureInfo.InvariantCulture);

    private HashSet<string> Taken() => Services().Select(spec => spec.StringOrEmpty("clusterIP"))
        .Concat(cluster.Store.Current.List(cluster.Resource(ServiceAddressObjects.Type).Collection).Select(found => found.Name))
        .ToHashSet(StringComparer.Ordinal);

    private HashSet<long> TakenPorts() => Services()
        .SelectMany(spec => spec.Items("ports").Select(port => port.Integer("nodePort") ?? 0).Append(spec.Integer("healthCheckNodePort") ?? 0))
        .ToHashSet();

    private IEnumerable<System.Text.Json.JsonElement> Services() =>
        cluster.Store.Current.List(cluster.Resource(WellKnownTypes.Services).Collection).Select(found => found.Object.Root.Member("spec") ?? default);

    private sealed class Reservation(ServiceAddresses owner, string key) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._reserved.Remove(key);
            }
        }
    }
}
