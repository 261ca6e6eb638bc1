using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;
using Sampan.Server.Authentication;

namespace Sampan.Server.Hosting;

/// <summary>Makes kubeconfigs for every cluster of a server, one context a cluster.</summary>
public static class Kubeconfig
{
    /// <summary>Writes a file with mode 0600 that makes its reader an administrator; <paramref name="current"/> is the context that is used unless another is named.</summary>
    public static void Write(string path, ServerEndpoint endpoint, IReadOnlyList<string> clusters, string current) =>
        PrivateFile.Write(path, Text(endpoint, clusters, current, "admin", UserInfo.Masters));

    /// <summary>The kubeconfig of a user, who has a client certificate of their own in it.</summary>
    /// <param name="endpoint">Where the clusters are served.</param>
    /// <param name="clusters">The clusters' names.</param>
    /// <param name="current">The context that is used unless another is named.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="groups">The user's groups.</param>
    public static string Text(ServerEndpoint endpoint, IReadOnlyList<string> clusters, string current, string user, params IEnumerable<string> groups)
    {
        using var certificate = endpoint.Authority.IssueClient(user, groups);
        using var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(certificate)!;
        var entry = $"sampan-{user}";
        var document = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["clusters"] = Entries(clusters, "cluster", name => new JsonObject
            {
                ["server"] = endpoint.ClusterAddress(name).ToString(),
                ["certificate-authority-data"] = Base64(endpoint.Authority.CertificatePem),
            }),
            ["contexts"] = Entries(clusters, "context", name => new JsonObject { ["cluster"] = name, ["user"] = entry }),
            ["current-context"] = current,
            ["users"] = Entries([entry], "user", _ => new JsonObject
            {
                ["client-certificate-data"] = Base64(certificate.ExportCertificatePem()),
                ["client-key-data"] = Base64(key.ExportPkcs8PrivateKeyPem()),
            }),
        };
        return JsonElement.Parse(document.ToUtf8Bytes()).ToYaml(YamlStyle.Kubernetes);
    }

    private static JsonArray Entries(IReadOnlyList<string> names, string member, Func<string, JsonObject> value) =>
        new([.. names.Select(name => (JsonNode)new JsonObject { ["name"] = name, [member] = value(name) })]);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
