using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Aggregation;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;
using Sampan.Server.Requests;

namespace Sampan.Server.Proxying;

/// <summary>Group versions that another server answers for: requests go to the APIService's service, which is told who asks as a front proxy tells it.</summary>
internal static class AggregatedApi
{
    /// <summary>The server of a group version; null if this one answers, or that one cannot be asked.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="request">The request.</param>
    /// <param name="rawPath">Path and query as they came, within the cluster.</param>
    /// <param name="certificate">What this server proves by that it is a front proxy.</param>
    public static ProxyTarget? Target(ServedCluster cluster, ApiRequest request, string rawPath, X509Certificate2? certificate)
    {
        if (request.Info.Path is not { Group.Length: > 0 } path
            || cluster.Resources.Find(path.Group, path.Version, path.Plural) is not null
            || cluster.Store.Current.Get(cluster.Resource(ApiServices.Type).Key(NamespacedName.ClusterScoped($"{path.Version}.{path.Group}"))) is not { } found
            || found.Object.Root.Member("spec") is not { } spec
            || spec.Member("service") is not { ValueKind: JsonValueKind.Object } service
            || !ApiServices.Availability(cluster, service).IsAvailable)
        {
            return null;
        }

        var name = new NamespacedName(service.StringOrEmpty("namespace"), service.StringOrEmpty("name"));
        var port = (int)(service.Integer("port") ?? 443);
        return new ProxyTarget(new Uri(string.Create(CultureInfo.InvariantCulture, $"https://{name.Name}.{name.Namespace}.svc:{port}")), rawPath)
        {
            EndPoint = cluster.Endpoints.Resolve(name, port),
            SkipsVerification = spec.Boolean("insecureSkipTLSVerify") ?? false,
            AuthorityPem = spec.StringOrEmpty("caBundle") is { Length: > 0 } bundle ? Encoding.UTF8.GetString(Convert.FromBase64String(bundle)) : null,
            Certificate = certificate,
            Identity = Identity(request.User),
        };
    }

    private static List<KeyValuePair<string, string>> Identity(UserInfo user)
    {
        List<KeyValuePair<string, string>> headers = [new("X-Remote-User", user.Name)];
        if (user.Uid.Length > 0)
        {
            headers.Add(new("X-Remote-Uid", user.Uid));
        }

        headers.AddRange(user.Groups.Select(group => KeyValuePair.Create("X-Remote-Group", group)));
        foreach (var (key, values) in user.Extra)
        {
            headers.AddRange(values.Select(value => KeyValuePair.Create($"X-Remote-Extra-{Uri.EscapeDataString(key)}", value)));
        }

        return headers;
    }
}
