using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.Authorization.Nodes;

public sealed class NodeAuthorizerTests : IAsyncLifetime
{
    private const string Space = "/api/v1/namespaces/default";
    private const string Unrelated = "no relationship found between node 'n1' and this object";

    // Everything that a pod can use of other objects, and a volume whose claim it has.
    private const string Pod = """
        {"metadata":{"name":"p"},"spec":{"nodeName":"n1","serviceAccountName":"robot","imagePullSecrets":[{"name":"pull"}],
         "initContainers":[{"name":"i","image":"x","envFrom":[{"secretRef":{"name":"from-secret"}},{"configMapRef":{"name":"from-map"}}]}],
         "containers":[{"name":"c","image":"x","env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"key-secret","key":"k"}}},{"name":"B","valueFrom":{"configMapKeyRef":{"name":"key-map","key":"k"}}}]}],
         "volumes":[{"name":"a","secret":{"secretName":"volume-secret"}},{"name":"b","configMap":{"name":"volume-map"}},
                    {"name":"d","projected":{"sources":[{"secret":{"name":"projected-secret"}},{"configMap":{"name":"projected-map"}}]}},
                    {"name":"e","persistentVolumeClaim":{"claimName":"claim"}},{"name":"f","ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}},
                    {"name":"g","csi":{"driver":"d","nodePublishSecretRef":{"name":"csi-secret"}}}]}}
        """;

    private const string Volume = """
        {"metadata":{"name":"pv"},"spec":{"capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"],"claimRef":{"namespace":"default","name":"claim"},
         "csi":{"driver":"d","volumeHandle":"h","nodeStageSecretRef":{"namespace":"storage","name":"stage"},"controllerPublishSecretRef":{"namespace":"storage","name":"controller"}}}}
        """;

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        var admin = new ApiUser(_server, UserInfo.Master("admin"));
        Assert.Equal(201, (await admin.SendAsync("POST", $"{Space}/pods", Pod)).Code);
        Assert.Equal(201, (await admin.SendAsync("POST", "/api/v1/persistentvolumes", Volume)).Code);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("secrets", "pull", "from-secret", "key-secret", "volume-secret", "projected-secret", "csi-secret")]
    [InlineData("configmaps", "from-map", "key-map", "volume-map", "projected-map")]
    [InlineData("persistentvolumeclaims", "claim", "p-f")]
    [InlineData("serviceaccounts", "robot")]
    public async Task Get_WhatABoundPodUses_IsAllowed(string plural, params string[] names)
    {
        foreach (var name in names)
        {
            Assert.Equal(404, (await Node("n1").SendAsync("GET", $"{Space}/{plural}/{name}")).Code);
            Assert.Equal(403, (await Node("n2").SendAsync("GET", $"{Space}/{plural}/{name}")).Code);
        }
    }

    [Theory]
    [InlineData("/api/v1/persistentvolumes/pv", 200)]
    [InlineData("/api/v1/namespaces/storage/secrets/stage", 404)]
    [InlineData("/api/v1/namespaces/storage/secrets/controller", 403)]
    [InlineData("/api/v1/namespaces/default/pods/p", 200)]
    [InlineData("/api/v1/pods?fieldSelector=spec.nodeName=n1", 200)]
    [InlineData("/api/v1/services", 200)]
    [InlineData("/api/v1/nodes?fieldSelector=metadata.name=n1", 200)]
    [InlineData("/api/v1/nodes/n1", 404)]
    [InlineData("/apis/resource.k8s.io/v1/resourceslices?fieldSelector=spec.nodeName=n1", 200)]
    [InlineData("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n1", 404)]
    [InlineData("/apis/storage.k8s.io/v1/csinodes/n1", 404)]
    public async Task Get_OfItsOwn_IsAllowed(string path, int expected) => Assert.Equal(expected, (await Node("n1").SendAsync("GET", path)).Code);

    [Theory]
    [InlineData("GET", "/api/v1/namespaces/default/secrets/other", Unrelated)]
    [InlineData("GET", "/api/v1/namespaces/default/secrets", "No Object name found")]
    [InlineData("GET", "/api/v1/secrets", "can only read namespaced object of this type")]
    [InlineData("DELETE", "/api/v1/namespaces/default/secrets/pull", "can only read resources of this type")]
    [InlineData("GET", "/api/v1/namespaces/default/persistentvolumeclaims", "can only get individual resources of this type")]
    [InlineData("GET", "/api/v1/nodes/n2", "node 'n1' cannot read 'n2', only its own Node object")]
    [InlineData("GET", "/api/v1/nodes", "node 'n1' cannot read all nodes, only its own Node object")]
    [InlineData("GET", "/api/v1/pods", "can only list/watch pods with spec.nodeName field selector")]
    [InlineData("GET", "/apis/coordination.k8s.io/v1/namespaces/default/leases/n1", "can only access leases in the \"kube-node-lease\" system namespace")]
    [InlineData("GET", "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n2", "can only access node lease with the same name as the requesting node")]
    [InlineData("GET", "/apis/storage.k8s.io/v1/csinodes/n2", "can only access CSINode with the same name as the requesting node")]
    [InlineData("GET", "/apis/resource.k8s.io/v1/resourceslices", "can only list/watch/deletecollection resourceslices with nodeName field selector")]
    [InlineData("POST", "/api/v1/namespaces/default/serviceaccounts", "can only create tokens for individual service accounts")]
    public async Task Anything_OfOthers_IsRefusedAndSaysWhy(string method, string path, string why)
    {
        var (code, message) = await Node("n1").SendAsync(method, path, "{}");

        Assert.Equal(403, code);
        Assert.EndsWith($": {why}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_NamedLikeANodeOutsideTheGroup_IsNoNode()
    {
        var user = new ApiUser(_server, new UserInfo("system:node:n1", [UserInfo.Authenticated]));

        Assert.DoesNotContain("relationship", (await user.SendAsync("GET", $"{Space}/secrets/pull")).Message, StringComparison.Ordinal);
    }

    private ApiUser Node(string name) => new(_server, new UserInfo($"system:node:{name}", ["system:nodes", UserInfo.Authenticated]));
}
