using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Warnings;

namespace Sampan.Server.Tests.Warnings;

public sealed class UsageWarningsTests
{
    [Theory]
    [InlineData("v1", "Pod", """{"spec":{"nodeSelector":{"beta.kubernetes.io/os":"linux"}}}""", "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead")]
    [InlineData("v1", "Pod", """{"spec":{"containers":[{"env":[{"name":"A"},{"name":"A"}]}]}}""", "spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply")]
    [InlineData("v1", "Pod", """{"metadata":{"annotations":{"sampan.dev/cpu-usage":"much","sampan.dev/memory-usage":"1Gi"}}}""", "metadata.annotations[sampan.dev/cpu-usage]: \"much\" is no amount that can be used, such as 750m, and is not followed")]
    [InlineData("apps/v1", "Deployment", """{"spec":{"template":{"metadata":{"annotations":{"sampan.dev/memory-usage":"-1Gi"}}}}}""", "spec.template.metadata.annotations[sampan.dev/memory-usage]: \"-1Gi\" is no amount that can be used, such as 1Gi, and is not followed")]
    [InlineData("v1", "Service", """{"spec":{"externalIPs":["1.2.3.4"]}}""", "spec.externalIPs is deprecated and may no longer be implemented in some clusters")]
    [InlineData("apps/v1", "Deployment", """{"spec":{"template":{"spec":{"volumes":[{"gitRepo":{}}]}}}}""", "spec.template.spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+")]
    [InlineData("v1", "PersistentVolumeClaim", """{"metadata":{"annotations":{"volume.beta.kubernetes.io/storage-class":"x"}}}""", "metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; use \"storageClassName\" attribute instead")]
    [InlineData("v1", "PersistentVolumeClaim", """{"spec":{"resources":{"limits":{"storage":"1m"}}}}""", "spec.resources.limits[storage]: fractional byte value \"1m\" is invalid, must be an integer")]
    [InlineData("v1", "PersistentVolume", """{"spec":{"storageos":{},"nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"beta.kubernetes.io/os"}]}]}}}}""", "spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key: beta.kubernetes.io/os is deprecated since v1.14; use \"kubernetes.io/os\" instead\nspec.storageOS: deprecated in v1.22, non-functional in v1.25+")]
    [InlineData("apps/v1", "StatefulSet", """{"spec":{"revisionHistoryLimit":-1,"volumeClaimTemplates":[{"spec":{"resources":{"requests":{"storage":"1m"}}}}]}}""", "spec.volumeClaimTemplates[0].resources.requests[storage]: fractional byte value \"1m\" is invalid, must be an integer\nspec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended")]
    [InlineData("batch/v1", "Job", """{"spec":{"completionMode":"Indexed","completions":100001,"parallelism":10001}}""", "spec: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail")]
    [InlineData("batch/v1", "Job", """{"spec":{"completionMode":"NonIndexed","completions":100001,"parallelism":10001}}""", "")]
    [InlineData("v1", "Node", """{"spec":{"configSource":{},"externalID":"a"}}""", "spec.configSource: the feature is removed\nspec.externalID: this field is deprecated, and is unused by Kubernetes")]
    [InlineData("v1", "Service", """{"spec":{"type":"ClusterIP","clusterIP":"None","clusterIPs":["None"],"sessionAffinity":"ClientIP","loadBalancerIP":"1.2.3.4","externalIPs":["1.2.3.4"]}}""", "spec.loadBalancerIP is ignored for headless services\nspec.externalIPs is ignored for headless services\nspec.SessionAffinity is ignored for headless services")]
    [InlineData("v1", "Service", """{"spec":{"type":"ExternalName","externalName":"a.b","externalIPs":["1.2.3.4"]}}""", "spec.externalIPs is ignored when spec.type is \"ExternalName\"")]
    [InlineData("v1", "Service", """{"spec":{"type":"LoadBalancer","externalName":"a.b","loadBalancerSourceRanges":["10.0.0.1/24","010.0.0.0/8","FE80::/64","::ffff:10.0.0.0/104"]}}""", "spec.loadBalancerSourceRanges[0]: CIDR value \"10.0.0.1/24\" is ambiguous in this context (should be \"10.0.0.0/24\" or \"10.0.0.1/32\"?)\nspec.loadBalancerSourceRanges[1]: non-standard CIDR value \"010.0.0.0/8\" will be considered invalid in a future Kubernetes release: use \"10.0.0.0/8\"\nspec.loadBalancerSourceRanges[2]: IPv6 CIDR value \"FE80::/64\" should be in RFC 5952 canonical format (\"fe80::/64\")\nspec.loadBalancerSourceRanges[3]: non-standard CIDR value \"::ffff:10.0.0.0/104\" will be considered invalid in a future Kubernetes release: use \"10.0.0.0/8\"\nspec.externalName is ignored when spec.type is not \"ExternalName\"")]
    [InlineData("v1", "Service", """{"spec":{"type":"ClusterIP","clusterIP":"10.0.0.010","clusterIPs":["10.0.0.010"]}}""", "spec.clusterIPs[0]: non-standard IP address \"10.0.0.010\" will be considered invalid in a future Kubernetes release: use \"10.0.0.10\"")]
    [InlineData("v1", "Endpoints", """{"subsets":[{"addresses":[{"ip":"1.2.3.04"}],"notReadyAddresses":[{"ip":"::ffff:1.2.3.4"}]}]}""", "subsets[0].addresses[0].ip: non-standard IP address \"1.2.3.04\" will be considered invalid in a future Kubernetes release: use \"1.2.3.4\"\nsubsets[0].notReadyAddresses[0].ip: non-standard IP address \"::ffff:1.2.3.4\" will be considered invalid in a future Kubernetes release: use \"1.2.3.4\"")]
    [InlineData("v1", "Endpoints", """{"metadata":{"labels":{"endpoints.kubernetes.io/managed-by":"endpoint-controller"}},"subsets":[{"addresses":[{"ip":"1.2.3.04"}]}]}""", "")]
    [InlineData("discovery.k8s.io/v1", "EndpointSlice", """{"addressType":"FQDN","endpoints":[{"addresses":["a.b"]}]}""", "spec.addressType: FQDN endpoints are deprecated")]
    [InlineData("discovery.k8s.io/v1", "EndpointSlice", """{"addressType":"IPv4","endpoints":[{"addresses":["1.2.3.04"]}]}""", "endpoints[0].addresses[0]: non-standard IP address \"1.2.3.04\" will be considered invalid in a future Kubernetes release: use \"1.2.3.4\"")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", """{"spec":{"egress":[{"to":[{"ipBlock":{"cidr":"10.0.0.0/8","except":["10.1.2.3/16"]}}]}]}}""", "spec.egress[0].to[0].ipBlock.except[0]: CIDR value \"10.1.2.3/16\" is ambiguous in this context (should be \"10.1.0.0/16\" or \"10.1.2.3/32\"?)")]
    [InlineData("node.k8s.io/v1", "RuntimeClass", """{"scheduling":{"nodeSelector":{"beta.kubernetes.io/arch":"a"}}}""", "scheduling.nodeSelector: deprecated since v1.14; use \"kubernetes.io/arch\" instead")]
    [InlineData("storage.k8s.io/v1", "CSIStorageCapacity", """{"nodeTopology":{"matchLabels":{"beta.kubernetes.io/os":"a"},"matchExpressions":[{"key":"beta.kubernetes.io/arch"}]}}""", "nodeTopology.matchExpressions[0].key: beta.kubernetes.io/arch is deprecated since v1.14; use \"kubernetes.io/arch\" instead\nnodeTopology.matchLabels.beta.kubernetes.io/os: deprecated since v1.14; use \"kubernetes.io/os\" instead")]
    [InlineData("storage.k8s.io/v1", "StorageClass", """{"allowedTopologies":[{"matchLabelExpressions":[{"key":"a"},{"key":"beta.kubernetes.io/os"}]}]}""", "allowedTopologies[0].matchLabelExpressions[1].key: beta.kubernetes.io/os is deprecated since v1.14; use \"kubernetes.io/os\" instead")]
    [InlineData("v1", "ServiceAccount", """{"metadata":{"annotations":{"kubernetes.io/enforce-mountable-secrets":"true"}}}""", "metadata.annotations[kubernetes.io/enforce-mountable-secrets]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets")]
    [InlineData("v1", "ConfigMap", "{}", "")]
    public void Add_NewObject_WarnsOfOldFields(string apiVersion, string kind, string body, string expected)
    {
        var draft = JsonNode.Parse(body)!.AsObject();
        var metadata = draft["metadata"] as JsonObject ?? [];
        metadata["name"] = "x";
        draft["metadata"] = metadata.DeepClone();
        List<string> warnings = [];
        UsageWarnings.Add(draft, null, GroupVersionKind.Parse(apiVersion, kind), warnings);
        Assert.Equal(expected, string.Join('\n', warnings));
    }

    [Fact]
    public void Add_UnchangedTemplate_SaysNothing()
    {
        var draft = JsonNode.Parse("""{"metadata":{"name":"d"},"spec":{"template":{"spec":{"volumes":[{"gitRepo":{}}]}}}}""")!.AsObject();
        List<string> warnings = [];
        UsageWarnings.Add(draft, draft.DeepClone().AsObject(), GroupVersionKind.Parse("apps/v1", "Deployment"), warnings);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Add_AnnotationThatWasThere_IsNotWarnedOfAgain()
    {
        var account = JsonNode.Parse("""{"metadata":{"name":"a","annotations":{"kubernetes.io/enforce-mountable-secrets":"true"}}}""")!.AsObject();
        List<string> warnings = [];
        UsageWarnings.Add(account, account.DeepClone().AsObject(), GroupVersionKind.Parse("v1", "ServiceAccount"), warnings);
        Assert.Empty(warnings);
    }
}
