using System.Net;
using System.Net.Sockets;

namespace Sampan.Commands.Helm;

/// <summary>Looks up host names, for charts that are allowed to with <c>--enable-dns</c>.</summary>
internal static class HostNames
{
    /// <summary>One of the host's addresses; empty when it has none.</summary>
    public static string Resolve(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host) is [var first, ..] ? first.ToString() : "";
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
