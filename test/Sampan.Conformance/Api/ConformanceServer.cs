using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Hosting;
using Sampan.Server.Storage;

namespace Sampan.Conformance.Api;

/// <summary>A server set up as the recorded one was: a token for an administrator, no controllers.</summary>
internal sealed class ConformanceServer : IAsyncDisposable
{
    public const string Token = "admin";
    private const string Cluster = "hub";
    private readonly EmbeddedServer _server;
    private readonly ServerEndpoint _endpoint;

    private ConformanceServer(EmbeddedServer server, ServerEndpoint endpoint)
    {
        _server = server;
        _endpoint = endpoint;
    }

    /// <summary>The base address of the cluster's API.</summary>
    public string Address => _endpoint.ClusterAddress(Cluster).ToString();

    public static async Task<ConformanceServer> StartAsync()
    {
        var admin = new UserInfo("admin", [UserInfo.Masters, UserInfo.Authenticated], "admin");
        var server = new EmbeddedServer(new MemoryStore(), null, ServerCredentials.Generate(new Dictionary<string, UserInfo> { [Token] = admin })) { AllowsPrivileged = false };
        await server.AddClusterAsync(Cluster, CancellationToken.None);
        return new ConformanceServer(server, await ServerEndpoint.StartAsync(server, new EndpointOptions(), CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        await _server.DisposeAsync();
    }
}
