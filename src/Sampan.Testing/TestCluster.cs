using System.Text;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Sampan.Controllers;
using Sampan.Kubernetes.Clusters;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Hosting;
using Sampan.Server.Storage;

namespace Sampan.Testing;

/// <summary>
/// A Kubernetes cluster in the test's own process: a real API server on a free loopback port, in memory, reached with
/// the official client. Each is alone: tests that have one of their own can run at once.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    // A key for tokens takes longer to make than all the rest of a cluster: those of one process share it.
    private static readonly ServerCredentials Credentials = ServerCredentials.Generate();

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<k8s.Kubernetes> _clients = [];
    private readonly EmbeddedServer _server;
    private readonly ServerEndpoint _endpoint;
    private readonly string _name;
    private Task _controllers = Task.CompletedTask;

    private TestCluster(EmbeddedServer server, ServerEndpoint endpoint, string name)
    {
        _server = server;
        _endpoint = endpoint;
        _name = name;
        Door = server.Connect(name, "sampan-testing");
        Client = ClientFor("admin", UserInfo.Masters);
    }

    /// <summary>A client that may do everything.</summary>
    public k8s.Kubernetes Client { get; }

    /// <summary>The same without the network: dynamic objects, for preparing and looking.</summary>
    public ICluster Door { get; }

    /// <summary>The base address of the API: <c>https://127.0.0.1:PORT/clusters/NAME</c>.</summary>
    public Uri Address => _endpoint.ClusterAddress(_name);

    /// <summary>A kubeconfig that makes <c>kubectl</c>, or whatever reads one, the administrator.</summary>
    public string Kubeconfig => KubeconfigFor("admin", UserInfo.Masters);

    /// <summary>Starts a cluster.</summary>
    /// <param name="options">What it is made of; null: an API server alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TestCluster> StartAsync(TestClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= TestClusterOptions.Default;
        var server = new EmbeddedServer(new MemoryStore(), options.Time, Credentials);
        try
        {
            await server.AddClusterAsync(options.Name, cancellationToken);
            var endpoint = await ServerEndpoint.StartAsync(server, new EndpointOptions(), cancellationToken);
            var cluster = new TestCluster(server, endpoint, options.Name);
            if (options.Controllers is { } controllers)
            {
                controllers = controllers with
                {
                    RootCertificate = controllers.RootCertificate ?? endpoint.Authority.CertificatePem,
                    SignToken = controllers.SignToken ?? server.SignToken,
                };
                cluster._controllers = EmbeddedControllers.RunAsync(server.Connect(options.Name, "sampan-controllers"), controllers, options.Time, NullLogger.Instance, cluster._stopping.Token);
            }

            return cluster;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client for a user, who proves to be that by a certificate. Users may do nothing that no role says.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="groups">The user's groups.</param>
    public k8s.Kubernetes ClientFor(string user, params IEnumerable<string> groups) =>
        Connect(KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(KubeconfigFor(user, groups)))));

    /// <summary>A client for a service account, with a token as its pods would have one.</summary>
    /// <param name="namespace">The account's namespace.</param>
    /// <param name="name">The account's name; it must exist.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="k8s.Autorest.HttpOperationException">There is no such account.</exception>
    public async Task<k8s.Kubernetes> ClientForServiceAccountAsync(string @namespace, string name, CancellationToken cancellationToken = default)
    {
        var request = new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = [] } };
        var answer = await Client.CoreV1.CreateNamespacedServiceAccountTokenAsync(request, name, @namespace, cancellationToken: cancellationToken);
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(Kubeconfig)));
        configuration.ClientCertificateData = null;
        configuration.ClientCertificateKeyData = null;
        configuration.AccessToken = answer.Status.Token;
        return Connect(configuration);
    }

    /// <summary>The kubeconfig of a user, with a client certificate.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="groups">The user's groups.</param>
    public string KubeconfigFor(string user, params IEnumerable<string> groups) => Server.Hosting.Kubeconfig.Text(_endpoint, [_name], _name, user, groups);

    /// <summary>Applies the objects of a text, YAML documents or JSON, in their order; CustomResourceDefinitions are established when this returns.</summary>
    /// <param name="manifests">The text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">A definition cannot be established: its names are taken.</exception>
    /// <exception cref="Sampan.Kubernetes.Yaml.YamlSyntaxException">The text is no YAML; the message says where.</exception>
    /// <exception cref="Sampan.Kubernetes.Errors.ApiException">The server refuses an object.</exception>
    public Task ApplyAsync(string manifests, CancellationToken cancellationToken = default) => new ManifestApplication(Door).ApplyAsync(manifests, "the text", cancellationToken);

    /// <summary>The same for a file, or for every <c>.yaml</c>, <c>.yml</c> and <c>.json</c> file of a folder and the folders in it, by name.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FileNotFoundException">There is neither a file nor a folder.</exception>
    public Task ApplyFromAsync(string path, CancellationToken cancellationToken = default) => new ManifestApplication(Door).ApplyFromAsync(path, cancellationToken);

    /// <summary>Stops everything; watches end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _controllers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _endpoint.DisposeAsync();
        await _server.DisposeAsync();
        _stopping.Dispose();
    }

    private k8s.Kubernetes Connect(KubernetesClientConfiguration configuration)
    {
        var client = new k8s.Kubernetes(configuration);
        lock (_clients)
        {
            _clients.Add(client);
        }

        return client;
    }
}
