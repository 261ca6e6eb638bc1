using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Releases.Placing;

namespace Sampan.Releases.Tests.Placing;

public sealed class GeneratedPoliciesTests
{
    [Fact]
    public void For_ObjectsOfSeveralScopes_OnePolicyEachThatNamesThem()
    {
        var placement = new JsonObject { ["clusterAffinity"] = new JsonObject { ["clusterNames"] = new JsonArray("member1") } };

        var policies = GeneratedPolicies.For("cart", "shop", placement, [Object("v1", "Namespace", "", "shop"), Object("apps/v1", "Deployment", "shop", "cart"), Object("v1", "Service", "shop", "cart"), Object("rbac.authorization.k8s.io/v1", "ClusterRole", "", "cart")]);

        Assert.Equal(["PropagationPolicy shop/cart", "ClusterPropagationPolicy shop-cart"], policies.Select(policy => policy.Object.ToString()).ToArray());
        var spec = policies[0].Object.ToDraft()["spec"]!;
        Assert.Equal(["Deployment", "Service"], spec["resourceSelectors"]!.AsArray().Select(selector => selector!["kind"]!.GetValue<string>()).ToArray());
        Assert.True(JsonNode.DeepEquals(placement, spec["placement"]));
    }

    private static KubernetesObject Object(string apiVersion, string kind, string @namespace, string name)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (@namespace.Length > 0)
        {
            metadata["namespace"] = @namespace;
        }

        return KubernetesObject.From(new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata });
    }
}
