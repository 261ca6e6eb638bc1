using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sampan.Server.Aggregation;
using Sampan.Server.Auditing;
using Sampan.Server.Embedded;
using Sampan.Server.Hosting.Concurrency;

namespace Sampan.Server.Hosting;

/// <summary>
/// A server's address on the network: HTTP/1.1 and HTTP/2 on one loopback port, every cluster below
/// <c>/clusters/NAME</c>.
/// </summary>
public sealed class ServerEndpoint : IAsyncDisposable
{
    // Informers keep one stream open per resource; kube-controller-manager alone has about sixty.
    private const int StreamsPerConnection = 2000;

    // Requests that are no streams have a minute, as kube-apiserver's have.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(60);

    // Go takes a megabyte of headers, and request lines are among them.
    private const int HeaderBytes = 1024 * 1024;
    private const int Headers = 2000;

    // Long enough for a client that pauses to collect its garbage, or for a network that breaks for a moment.
    private static readonly TimeSpan StandStill = TimeSpan.FromMinutes(1);

    private readonly WebApplication _application;
    private readonly AuditLog? _audit;
    private readonly EndpointShutdown _shutdown;

    private ServerEndpoint(WebApplication application, CertificateAuthority authority, AuditLog? audit, EndpointShutdown shutdown, Uri address)
    {
        _audit = audit;
        _shutdown = shutdown;
        _application = application;
        Authority = authority;
        Address = address;
    }

    /// <summary>The base address: <c>https://127.0.0.1:PORT</c>.</summary>
    public Uri Address { get; }

    /// <summary>Who vouches for the server and its clients.</summary>
    public CertificateAuthority Authority { get; }

    /// <summary>The address of a cluster's API.</summary>
    public Uri ClusterAddress(string cluster) => new(Address, $"/clusters/{cluster}");

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The port is in use, or may not be used; the message says so.</exception>
    public static async Task<ServerEndpoint> StartAsync(EmbeddedServer server, EndpointOptions options, CancellationToken cancellationToken)
    {
        var authority = options.Authority ?? CertificateAuthority.Generate();
        // Nothing but the server: no configuration from files or variables, no logging, no error pages, no routing.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options, options.UsesTls ? authority.IssueServer() : null));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestRequest);
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        var application = builder.Build();
        var audit = options.Audit is { } audited ? new AuditLog(audited, options.Time) : null;
        var shutdown = new EndpointShutdown(options.ShutdownDelay, options.Time, application.Lifetime.ApplicationStopping);
        server.FrontProxy.Certificate = authority.IssueClient(FrontProxyIdentity.Name);
        var handler = new HttpHandler(server, new HttpAuthenticator(authority, options), new RequestGate(options.Limits, options.Time), audit, new ResponseWriter(StandStill, options.Time), shutdown);
        application.Run(handler.HandleAsync);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            await application.DisposeAsync();
            audit?.Dispose();
            throw new IOException($"Cannot listen on 127.0.0.1:{options.Port}: {exception.Message} Choose another port, or 0 for a free one.", exception);
        }

        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var endpoint = new ServerEndpoint(application, authority, audit, shutdown, new Uri(address));
        await server.PublishAsync(new PublishedEndpoint(new IPEndPoint(IPAddress.Loopback, endpoint.Address.Port), authority.CertificatePem), cancellationToken);
        return endpoint;
    }

    /// <summary>Says that the end is near: from now on the server is not ready, but serves.</summary>
    public void AnnounceShutdown() => _shutdown.Announce();

    /// <summary>Announces the end and waits as long as was set, then stops listening: watches end, other requests are finished.</summary>
    public async ValueTask DisposeAsync()
    {
        await _shutdown.WaitAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _audit?.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, EndpointOptions options, X509Certificate2? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
        kestrel.Limits.MaxRequestLineSize = HeaderBytes;
        kestrel.Limits.MaxRequestBufferSize = 2 * HeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = Headers;
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = HeaderBytes;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(30);
        kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
        {
            listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
            if (certificate is not null)
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = certificate;
                    // Who the client is decides the authority, per request; the handshake takes any certificate.
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.ClientCertificateValidation = (_, _, _) => true;
                });
                listen.UseRecordSizedOutput();
            }
        });
    }
}
