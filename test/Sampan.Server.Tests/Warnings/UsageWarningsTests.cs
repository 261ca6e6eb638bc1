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
}
