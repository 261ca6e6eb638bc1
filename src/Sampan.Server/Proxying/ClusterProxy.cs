using System.Text;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;
using Sampan.Server.Requests;

namespace Sampan.Server.Proxying;

/// <summary>
/// <c>clusters/NAME/proxy/…</c> of Karmada's Cluster resource: requests to a member that is not embedded go to its
/// <c>apiEndpoint</c>, with the token of <c>impersonatorSecretRef</c>, as whoever asks.
/// </summary>
internal static class ClusterProxy
{
    private const string Group = "cluster.karmada.io";
    private static readonly ResourceType Clusters = new(Group, "v1alpha1", "clusters", "Cluster", Namespaced: false);

    /// <summary>Whether a request is one to a member.</summary>
    public static bool IsProxied(ServedCluster cluster, ResourcePath? path) =>
        path is { Group: Group, Version: "v1alpha1", Plural: "clusters", Subresource: "proxy", IsInNamespace: false } && cluster.Resources.Find(Clusters) is not null;

    /// <summary>What follows <c>/apis/cluster.karmada.io/v1alpha1/clusters/NAME/proxy</c>, decoded or not, with or without a query.</summary>
    public static string MemberPath(string path)
    {
        const int segments = 6;
        var start = 0;
        for (var i = 0; i < segments; i++)
        {
            start = path.IndexOfAny(['/', '?'], start + 1) is >= 0 and var next ? next : path.Length;
        }

        return path.AsSpan(start).StartsWith("/") ? path[start..] : $"/{path[start..]}";
    }

    /// <summary>The member that the hub's object describes; 404 without one, 500 if it lacks what is needed.</summary>
    /// <param name="hub">The cluster that has the object.</param>
    /// <param name="request">The request.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="rawPath">Path and query as they came, within the hub.</param>
    public static ProxyTarget Target(ServedCluster hub, ApiRequest request, string name, string rawPath)
    {
        var spec = hub.Reader.Stored(hub.Resource(Clusters), NamespacedName.ClusterScoped(name)).Root.Member("spec") ?? default;
        if (!Uri.TryCreate(spec.StringOrEmpty("apiEndpoint"), UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            throw ApiErrors.Unexplained($"the API endpoint of cluster {name} should not be empty");
        }

        var impersonator = Secret(hub, spec.Member("impersonatorSecretRef")) ?? throw ApiErrors.Unexplained($"the impersonatorSecretRef of cluster {name} is nil");
        var token = Data(impersonator, "token") is { Length: > 0 } found ? found : throw ApiErrors.Unexplained($"the impersonator token of cluster {name} is empty");
        var skips = spec.Boolean("insecureSkipTLSVerification") ?? false;
        return new ProxyTarget(address, MemberPath(rawPath))
        {
            SkipsVerification = skips,
            AuthorityPem = skips ? null : Data(Secret(hub, spec.Member("secretRef")), "caBundle") is { Length: > 0 } pem ? pem : null,
            Identity = [new("Authorization", $"Bearer {token}"), .. Impersonation(request.User), .. spec.StringMap("proxyHeader")],
        };
    }

    // Groups that everyone has are the member's to give.
    private static IEnumerable<KeyValuePair<string, string>> Impersonation(UserInfo user) => user.Groups
        .Where(group => group is not ("system:authenticated" or "system:unauthenticated"))
        .Select(group => KeyValuePair.Create("Impersonate-Group", group))
        .Prepend(new("Impersonate-User", user.Name));

    private static KubernetesObject? Secret(ServedCluster hub, JsonElement? reference) => reference is { ValueKind: JsonValueKind.Object } named
        ? hub.Store.Current.Get(hub.Resource(WellKnownTypes.Secrets).Key(new NamespacedName(named.StringOrEmpty("namespace"), named.StringOrEmpty("name"))))?.Object
        : null;

    private static string Data(KubernetesObject? secret, string name)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(secret?.Root.Member("data")?.StringOrEmpty(name) ?? ""));
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
