using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Tests.Hosting;

namespace Sampan.Server.Tests.Aggregation;

/// <summary>A cluster behind an endpoint, with what aggregated APIs need.</summary>
internal sealed class AggregatedCluster : IAsyncDisposable
{
    public static readonly ResourceType ApiServices = new("apiregistration.k8s.io", "v1", "apiservices", "APIService", Namespaced: false);
    public static readonly ResourceType EndpointSlices = new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", Namespaced: true);
    private const string Name = "v1.things.example.com";
    private readonly ServedEndpoint _served;

    private AggregatedCluster(ServedEndpoint served)
    {
        _served = served;
        Door = served.Server.Connect("hub", "test");
        Client = served.Client("admin");
    }

    public ICluster Door { get; }

    public HttpClient Client { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<AggregatedCluster> StartAsync() => new(await ServedEndpoint.StartAsync(new()));

    public async Task CreateAsync(ResourceType type, string json) =>
        await Door.CreateAsync(type, KubernetesObject.From(JsonNode.Parse(json)!.AsObject()), new WriteOptions(), Cancel);

    /// <summary>Registers the group version, served by a service on a port.</summary>
    public Task RegisterAsync(int port, string authorityPem = "") => CreateAsync(ApiServices, string.Create(CultureInfo.InvariantCulture, $$$"""
        {"metadata":{"name":"{{{Name}}}"},"spec":{"group":"things.example.com","version":"v1","groupPriorityMinimum":100,"versionPriority":10,
         "caBundle":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(authorityPem))}}}","service":{"name":"things","namespace":"default","port":{{{port}}} } } }
        """));

    /// <summary>The service, which is wherever a server on this machine is.</summary>
    public Task ServeAsync(int port) =>
        CreateAsync(WellKnownTypes.Services, string.Create(CultureInfo.InvariantCulture, $$$"""{"metadata":{"name":"things","namespace":"default"},"spec":{"type":"ExternalName","externalName":"127.0.0.1","ports":[{"port":{{{port}}} }]} }"""));

    /// <summary>Waits until the condition Available has a reason; returns its status and message.</summary>
    public async Task<(string Status, string Message)> UntilAsync(string reason)
    {
        await foreach (var change in Door.WatchAsync(ApiServices, null, new WatchOptions { ResourceVersion = "0" }, Cancel))
        {
            foreach (var condition in (change.Object.Root.Member("status") ?? default).Items("conditions").Where(_ => change.Object.Metadata.Name == Name))
            {
                if (condition.StringOrEmpty("type") == "Available" && condition.StringOrEmpty("reason") == reason)
                {
                    return (condition.StringOrEmpty("status"), condition.StringOrEmpty("message"));
                }
            }
        }

        throw new InvalidOperationException("The watch has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _served.DisposeAsync();
    }
}
