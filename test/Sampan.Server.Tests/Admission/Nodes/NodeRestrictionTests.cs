using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.Admission.Nodes;

public sealed class NodeRestrictionTests : IAsyncLifetime
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ApiUser _admin = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        _admin = new ApiUser(_server, UserInfo.Master("admin"));
        foreach (var node in new[] { "n1", "n2" })
        {
            Assert.Equal(201, (await Node(node).SendAsync("POST", "/api/v1/nodes", $$$"""{"metadata":{"name":"{{{node}}}"}}""")).Code);
            Assert.Equal(201, (await _admin.SendAsync("POST", Pods, $$$"""{"metadata":{"name":"p-{{{node}}}"},"spec":{"nodeName":"{{{node}}}","serviceAccountName":"robot","containers":[{"name":"c","image":"x"}]}}""")).Code);
        }

        Assert.Equal(201, (await _admin.SendAsync("POST", "/api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"robot"}}""")).Code);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("POST", Leases, """{"metadata":{"name":"n1"}}""", 201)]
    [InlineData("PATCH", "/api/v1/nodes/n1/status", """{"status":{"phase":"Running"}}""", 200)]
    [InlineData("PATCH", "/api/v1/nodes/n1", """{"metadata":{"labels":{"topology.kubernetes.io/zone":"a","example.com/x":"y"}}}""", 200)]
    [InlineData("PATCH", Pods + "/p-n1/status", """{"status":{"phase":"Running"}}""", 200)]
    [InlineData("POST", Pods + "/p-n1/eviction", """{"metadata":{"name":"p-n1"}}""", 201)]
    [InlineData("DELETE", Pods + "/p-n1", "", 200)]
    [InlineData("POST", "/apis/storage.k8s.io/v1/csinodes", """{"metadata":{"name":"n1"},"spec":{"drivers":[]}}""", 201)]
    public async Task Write_OfItsOwn_IsLetIn(string method, string path, string body, int expected) =>
        Assert.Equal((expected, ""), await Node("n1").SendAsync(method, path, body));

    [Theory]
    [InlineData("POST", Leases, """{"metadata":{"name":"n2"}}""", "can only access node lease with the same name as the requesting node")]
    [InlineData("PATCH", "/api/v1/nodes/n2/status", """{"status":{"phase":"Running"}}""", "node \"n1\" is not allowed to modify node \"n2\"")]
    [InlineData("PATCH", "/api/v1/nodes/n1", """{"spec":{"taints":[{"key":"a","effect":"NoSchedule"}]}}""", "node \"n1\" is not allowed to modify taints")]
    [InlineData("PATCH", "/api/v1/nodes/n1", """{"metadata":{"labels":{"node-restriction.kubernetes.io/a":"x","node-role.kubernetes.io/b":"y"}}}""", "is not allowed to modify labels: node-restriction.kubernetes.io/a, node-role.kubernetes.io/b")]
    [InlineData("PATCH", Pods + "/p-n2/status", """{"status":{"phase":"Running"}}""", "node \"n1\" can only update pod status for pods with spec.nodeName set to itself")]
    [InlineData("PATCH", Pods + "/p-n1/status", """{"metadata":{"labels":{"a":"b"}}}""", "node \"n1\" cannot update labels through pod status")]
    [InlineData("POST", Pods + "/p-n2/eviction", """{"metadata":{"name":"p-n2"}}""", "node n1 can only evict pods with spec.nodeName set to itself")]
    [InlineData("DELETE", Pods + "/p-n2", "", "node \"n1\" can only delete pods with spec.nodeName set to itself")]
    [InlineData("POST", "/apis/storage.k8s.io/v1/csinodes", """{"metadata":{"name":"n2"},"spec":{"drivers":[]}}""", "can only access CSINode with the same name as the requesting node")]
    [InlineData("POST", Pods, """{"metadata":{"name":"q"},"spec":{"nodeName":"n1","containers":[{"name":"c","image":"x"}]}}""", "pod does not have \"kubernetes.io/config.mirror\" annotation, node \"n1\" can only create mirror pods")]
    [InlineData("POST", Pods, """{"metadata":{"name":"q","annotations":{"kubernetes.io/config.mirror":"x"}},"spec":{"nodeName":"n2","containers":[{"name":"c","image":"x"}]}}""", "node \"n1\" can only create pods with spec.nodeName set to itself")]
    [InlineData("POST", Pods, """{"metadata":{"name":"q","annotations":{"kubernetes.io/config.mirror":"x"}},"spec":{"nodeName":"n1","containers":[{"name":"c","image":"x"}]}}""", "node \"n1\" can only create pods with an owner reference set to itself")]
    [InlineData("POST", "/api/v1/namespaces/default/serviceaccounts/robot/token", """{"spec":{"audiences":["a"]}}""", "node requested token not bound to a pod")]
    [InlineData("POST", "/api/v1/namespaces/default/serviceaccounts/robot/token", """{"spec":{"audiences":["a"],"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"p-n1"}}}""", "node requested token with a pod binding without a uid")]
    public async Task Write_OfOthersOrBeyond_IsForbidden(string method, string path, string body, string why)
    {
        var (code, message) = await Node("n1").SendAsync(method, path, body);

        Assert.Equal(403, code);
        Assert.EndsWith($" is forbidden: {why}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("system:node:n1", 201)]
    [InlineData("system:node:n2", 403)]
    public async Task Certificate_IsAskedForInItsOwnName(string commonName, int expected)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = new CertificateRequest($"O=system:nodes, CN={commonName}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var body = $$$"""{"metadata":{"name":"c"},"spec":{"signerName":"kubernetes.io/kube-apiserver-client-kubelet","usages":["client auth"],"request":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(pem))}}}"}}""";

        var (code, _) = await Node("n1").SendAsync("POST", "/apis/certificates.k8s.io/v1/certificatesigningrequests", body);

        Assert.Equal(expected, code);
    }

    private ApiUser Node(string name) => new(_server, new UserInfo($"system:node:{name}", ["system:nodes", UserInfo.Authenticated]));
}
