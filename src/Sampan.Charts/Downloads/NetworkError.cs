using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Sampan.Charts.Downloads;

/// <summary>What went wrong on the way to a server, in the words that Go's client uses.</summary>
internal static class NetworkError
{
    private const string ResolverFile = "/etc/resolv.conf";

    /// <summary>The message: <c>Get "https://…": dial tcp …</c>.</summary>
    public static string Describe(string method, Uri address, Exception exception) =>
        $"{method[..1]}{method[1..].ToLowerInvariant()} \"{address.OriginalString}\": {Reason(address, exception)}";

    private static string Reason(Uri address, Exception exception)
    {
        if (exception is TaskCanceledException or TimeoutException)
        {
            return "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
        }

        return (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"dial tcp: lookup {address.Host}{Resolver()}: no such host",
            HttpRequestError.ConnectionError when exception.InnerException is SocketException socket => $"dial tcp {address.Host}:{address.Port}: connect: {Reason(socket)}",
            HttpRequestError.SecureConnectionError => $"tls: failed to verify certificate: {Certificate(address, exception.InnerException as AuthenticationException ?? exception)}",
            HttpRequestError.ResponseEnded => "unexpected EOF",
            _ => exception is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } ? "unexpected EOF" : exception.Message,
        };
    }

    private static string Reason(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostUnreachable => "no route to host",
        SocketError.NetworkUnreachable => "network is unreachable",
        SocketError.TimedOut => "i/o timeout",
        _ => exception.Message,
    };

    private static string Certificate(Uri address, Exception exception) =>
        exception.Message.Contains(nameof(SslPolicyErrors.RemoteCertificateNameMismatch), StringComparison.Ordinal) ? $"x509: certificate is not valid for {address.Host}"
        : exception.Message.Contains(nameof(X509ChainStatusFlags.UntrustedRoot), StringComparison.Ordinal) || exception.Message.Contains(nameof(X509ChainStatusFlags.PartialChain), StringComparison.Ordinal) ? "x509: certificate signed by unknown authority"
        : exception.Message;

    /// <summary>The name server that did not know the host, where the system says which one it asks.</summary>
    private static string Resolver()
    {
        try
        {
            var server = File.ReadLines(ResolverFile).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(words => words is ["nameserver", ..]);
            return server is [_, var host, ..] ? $" on {(host.Contains(':') ? $"[{host}]" : host)}:53" : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
