using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;
using Sampan.Server.Authentication;

namespace Sampan.Server.Hosting;

/// <summary>Writes a kubeconfig that makes its reader an administrator of every cluster, one context a cluster.</summary>
public static class Kubeconfig
{
    private const string User = "sampan-admin";

    /// <summary>Writes the file with mode 0600; <paramref name="current"/> is the context that is used unless another is named.</summary>
    public static void Write(string path, ServerEndpoint endpoint, IReadOnlyList<string> clusters, string current)
    {
        using var certificate = endpoint.Authority.IssueClient("admin", UserInfo.Masters);
        using var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(certificate)!;
        var document = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["clusters"] = Entries(clusters, "cluster", name => new JsonObject
            {
                ["server"] = endpoint.ClusterAddress(name).ToString(),
                ["certificate-authority-data"] = Base64(endpoint.Authority.CertificatePem),
            }),
            ["contexts"] = Entries(clusters, "context", name => new JsonObject { ["cluster"] = name, ["user"] = User }),
            ["current-context"] = current,
            ["users"] = Entries([User], "user", _ => new JsonObject
            {
                ["client-certificate-data"] = Base64(certificate.ExportCertificatePem()),
                ["client-key-data"] = Base64(key.ExportPkcs8PrivateKeyPem()),
            }),
        };
        PrivateFile.Write(path, JsonElement.Parse(document.ToUtf8Bytes()).ToYaml(YamlStyle.Kubernetes));
    }

    private static JsonArray Entries(IReadOnlyList<string> names, string member, Func<string, JsonObject> value) =>
        new([.. names.Select(name => (JsonNode)new JsonObject { ["name"] = name, [member] = value(name) })]);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
