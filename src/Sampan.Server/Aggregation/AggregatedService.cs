using System.Globalization;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Aggregation;

/// <summary>The service of an APIService, and how it proves itself.</summary>
/// <param name="Name">The APIService's name.</param>
/// <param name="Group">The group that it serves.</param>
/// <param name="Version">The version that it serves.</param>
/// <param name="Service">The service.</param>
/// <param name="Port">The service's port.</param>
internal sealed record AggregatedService(string Name, string Group, string Version, NamespacedName Service, int Port)
{
    private const int DefaultPort = 443;

    /// <summary>The authorities that vouch for it, PEM in Base64; empty: those of the system.</summary>
    public string CaBundle { get; init; } = "";

    /// <summary>Whether it need not prove itself.</summary>
    public bool SkipsVerification { get; init; }

    /// <summary>The host by which it proves itself.</summary>
    public string Host => $"{Service.Name}.{Service.Namespace}.svc";

    /// <summary>Where it serves the group version.</summary>
    public string Path => $"/apis/{Group}/{Version}";

    /// <summary>The service of an APIService; null if the server itself answers for it.</summary>
    public static AggregatedService? Of(KubernetesObject apiService)
    {
        var spec = apiService.Root.Member("spec") ?? default;
        if (spec.Member("service") is not { ValueKind: JsonValueKind.Object } service)
        {
            return null;
        }

        var name = new NamespacedName(service.StringOrEmpty("namespace"), service.StringOrEmpty("name"));
        return new AggregatedService(apiService.Metadata.Name, spec.StringOrEmpty("group"), spec.StringOrEmpty("version"), name, (int)(service.Integer("port") ?? DefaultPort))
        {
            CaBundle = spec.StringOrEmpty("caBundle"),
            SkipsVerification = spec.Boolean("insecureSkipTLSVerify") ?? false,
        };
    }

    /// <summary>The services of all APIServices of a cluster.</summary>
    public static IEnumerable<AggregatedService> All(ServedCluster cluster) =>
        cluster.Store.Current.List(cluster.Resource(ApiServices.Type).Collection).Select(found => Of(found.Object)).OfType<AggregatedService>();

    /// <summary>An address of its, with a port.</summary>
    public string Url(string host, string path) => string.Create(CultureInfo.InvariantCulture, $"https://{host}:{Port}{path}");
}
