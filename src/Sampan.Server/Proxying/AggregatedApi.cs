using System.Text;
using Sampan.Kubernetes.Errors;
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
    public static ProxyTarget? Target(ServedCluster cluster, ApiRequest request, string rawPath)
    {
        if (request.Info.Path is not { Group.Length: > 0 } path
            || cluster.Resources.Find(path.Group, path.Version, path.Plural) is not null
            || ApiServices.Of(cluster, path.Group, path.Version) is not { } found
            || AggregatedService.Of(found) is not { } service
            || ApiServiceAvailability.Of(found) is not { IsAvailable: true })
        {
            return null;
        }

        try
        {
            return new ProxyTarget(new Uri(service.Url(service.Host, "")), rawPath)
            {
                EndPoint = cluster.Endpoints.Resolve(service.Service, service.Port),
                SkipsVerification = service.SkipsVerification,
                AuthorityPem = service.CaBundle.Length > 0 ? Encoding.UTF8.GetString(Convert.FromBase64String(service.CaBundle)) : null,
                Certificate = cluster.FrontProxy.Certificate,
                Identity = Identity(request.User),
            };
        }
        catch (ApiException)
        {
            // Its endpoints have gone since it was last asked.
            return null;
        }
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
