using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace Sampan.Kubernetes.Clusters.Http;

/// <summary>
/// The HTTP client of a kubeconfig's context: whom it trusts, and its client certificate. The typed client of the library
/// could give it too, but brings the models of every Kubernetes kind into the executable.
/// </summary>
internal static class HttpTransport
{
    // As client-go dials and watches over its connections.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingAfterSilence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Makes the client. It counts the time until an answer's headers, so that watches may last.</summary>
    /// <exception cref="IOException">A file of the client certificate cannot be read.</exception>
    /// <exception cref="FormatException">Its data is no base64.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is no PEM certificate with its key.</exception>
    public static HttpClient Create(KubernetesClientConfiguration settings)
    {
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingAfterSilence,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingTimeout = PingTimeout,
            SslOptions = new SslClientAuthenticationOptions { TargetHost = settings.TlsServerName },
        };
        if (settings.SkipTlsVerify)
        {
#pragma warning disable CA5359 // insecure-skip-tls-verify: what the kubeconfig's owner asks for
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (settings.SslCaCerts is { Count: > 0 } authorities)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        if (ClientCertificate(settings) is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        var client = new HttpClient(handler);
        client.DefaultRequestHeaders.UserAgent.ParseAdd(settings.UserAgent);
        return client;
    }

    // Inline data wins over a file, as in kubectl.
    private static X509Certificate2? ClientCertificate(KubernetesClientConfiguration settings)
    {
        var certificate = Pem(settings.ClientCertificateData, settings.ClientCertificateFilePath);
        var key = Pem(settings.ClientCertificateKeyData, settings.ClientKeyFilePath);
        return certificate is null || key is null ? null : X509Certificate2.CreateFromPem(certificate, key);
    }

    private static string? Pem(string? base64, string? file) =>
        !string.IsNullOrEmpty(base64) ? Encoding.UTF8.GetString(Convert.FromBase64String(base64))
        : !string.IsNullOrEmpty(file) ? File.ReadAllText(file)
        : null;
}
