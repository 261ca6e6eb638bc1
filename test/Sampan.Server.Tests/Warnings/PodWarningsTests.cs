using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Warnings;

namespace Sampan.Server.Tests.Warnings;

public sealed class PodWarningsTests
{
    private const string Hidden = "hides previous definition of \"A\", which may be dropped when using apply";

    [Theory]
    [InlineData("""{"containers":[{"env":[{"name":"A","value":"1"},{"name":"A","value":"$(A)2"},{"name":"A","value":"$(A)"},{"name":"A","value":"x"}]}]}""", "spec.containers[0].env[2]: HIDDEN|spec.containers[0].env[3]: HIDDEN")]
    [InlineData("""{"ephemeralContainers":[{"env":[{"name":"A","value":"1"},{"name":"A","valueFrom":{"fieldRef":{}},"value":"$(A)2"}]}]}""", "spec.ephemeralContainers[0].env[1]: HIDDEN")]
    [InlineData("""{"initContainers":[{"ports":[{"containerPort":80,"protocol":"TCP"}]}],"containers":[{"ports":[{"containerPort":80,"protocol":"TCP"},{"containerPort":80,"protocol":"TCP","hostPort":80}]}]}""", "spec.containers[0].ports[0]: duplicate port definition with spec.initContainers[0].ports[0]|spec.containers[0].ports[1]: overlapping port definition with spec.initContainers[0].ports[0]|spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]")]
    [InlineData("""{"containers":[{"ports":[{"containerPort":80,"protocol":"TCP","hostPort":80},{"containerPort":80,"protocol":"TCP","hostPort":80,"hostIP":"1.2.3.4"},{"containerPort":80,"protocol":"UDP"}]}]}""", "spec.containers[0].ports[1]: dangerously ambiguous port definition with spec.containers[0].ports[0]")]
    [InlineData("""{"containers":[{"ports":[{"name":"w","containerPort":80,"protocol":"TCP","hostIP":"1.2.3.4"},{"name":"w","containerPort":81,"protocol":"TCP"}]}]}""", "spec.containers[0].ports[0]: hostIP set without hostPort: {Name:w HostPort:0 ContainerPort:80 Protocol:TCP HostIP:1.2.3.4}|spec.containers[0].ports[1]: duplicate port name \"w\" with spec.containers[0].ports[0], services and probes that select ports by name will use spec.containers[0].ports[0]")]
    [InlineData("""{"overhead":{"memory":"1500m"},"containers":[{"resources":{"requests":{"ephemeral-storage":"1m"},"limits":{"memory":"2m"}}}]}""", "spec.overhead[memory]: fractional byte value \"1500m\" is invalid, must be an integer|spec.containers[0].resources.limits[memory]: fractional byte value \"2m\" is invalid, must be an integer|spec.containers[0].resources.requests[ephemeral-storage]: fractional byte value \"1m\" is invalid, must be an integer")]
    [InlineData("""{"volumes":[{"name":"v","storageos":{}},{"name":"w","ephemeral":{"volumeClaimTemplate":{"spec":{"resources":{"requests":{"storage":"1m"}}}}}}]}""", "spec.volumes[0].storageOS: deprecated in v1.22, non-functional in v1.25+|spec.volumes[1].ephemeral.volumeClaimTemplate.spec.resources.requests[storage]: fractional byte value \"1m\" is invalid, must be an integer")]
    [InlineData("""{"volumes":[{"name":"v","configMap":{"name":"c","items":[{"key":"a","path":"x/"},{"key":"b","path":"x/y"},{"key":"c","path":"xy"}]}}]}""", "volume \"v\" (ConfigMap \"c\"): overlapping paths: \"x/y\" with \"x\"")]
    [InlineData("""{"volumes":[{"name":"v","secret":{"secretName":"s","items":[{"key":"a","path":"x"},{"key":"b","path":"x"}]}}]}""", "volume \"v\" (Secret \"s\"): overlapping paths: \"x\" with \"x\"")]
    [InlineData("""{"volumes":[{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"t"}},{},{"configMap":{"name":"c","items":[{"key":"a","path":"t"}]}},{"clusterTrustBundle":{"signerName":"s","path":"t"}}]}}]}""", "volume \"v\" (Projected) has no sources provided|volume \"v\" (Projected): overlapping paths: \"t\" (ConfigMap \"c\") with \"t\" (ServiceAccountToken)|volume \"v\" (Projected): overlapping paths: \"t\" (ClusterTrustBundle \"s\") with \"t\" (ServiceAccountToken)|volume \"v\" (Projected): overlapping paths: \"t\" (ClusterTrustBundle \"s\") with \"t\" (ConfigMap \"c\")")]
    [InlineData("""{"imagePullSecrets":[{"name":""},{"name":"a"},{"name":"a"}]}""", "spec.imagePullSecrets[2].name: duplicate name \"a\"|spec.imagePullSecrets[0].name: invalid empty name \"\"")]
    [InlineData("""{"hostAliases":[{"ip":"1.2.3.04"},{"ip":"1.2.3.04"}],"dnsConfig":{"nameservers":["FE80::1"]}}""", "spec.hostAliases[1].ip: duplicate ip \"1.2.3.04\"|spec.dnsConfig.nameservers[0]: IPv6 address \"FE80::1\" should be in RFC 5952 canonical format (\"fe80::1\")|spec.hostAliases[0].ip: non-standard IP address \"1.2.3.04\" will be considered invalid in a future Kubernetes release: use \"1.2.3.4\"|spec.hostAliases[1].ip: non-standard IP address \"1.2.3.04\" will be considered invalid in a future Kubernetes release: use \"1.2.3.4\"")]
    [InlineData("""{"affinity":{"nodeAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"preference":{"matchExpressions":[{"key":"beta.kubernetes.io/os","operator":"In","values":["-"]}]}}]}}}""", "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].key: beta.kubernetes.io/os is deprecated since v1.14; use \"kubernetes.io/os\" instead|spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values[0]: - is invalid, a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData("""{"topologySpreadConstraints":[{"topologyKey":"failure-domain.beta.kubernetes.io/zone"}],"affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"a"}]}}}""", "spec.topologySpreadConstraints[0].topologyKey: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead|spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod|spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod")]
    [InlineData("""{"terminationGracePeriodSeconds":-1}""", "spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1")]
    public void Add_NewPod_WarnsOfItsSpec(string spec, string expected)
    {
        Assert.Equal(Lines(expected), Warn("v1", "Pod", $"{{\"metadata\":{{\"name\":\"x\"}},\"spec\":{spec}}}", null));
        Assert.Equal(Lines(expected).Select(AsTemplate), Warn("v1", "PodTemplate", $"{{\"metadata\":{{\"name\":\"x\"}},\"template\":{{\"spec\":{spec}}}}}", null));
    }

    [Theory]
    [InlineData("seccomp.security.alpha.kubernetes.io/pod", "{}", "non-functional in v1.27+; use the \"seccompProfile\" field instead")]
    [InlineData("seccomp.security.alpha.kubernetes.io/pod", """{"securityContext":{"seccompProfile":{}}}""", null)]
    [InlineData("container.seccomp.security.alpha.kubernetes.io/c", """{"containers":[{"name":"c"}]}""", "non-functional in v1.27+; use the \"seccompProfile\" field instead")]
    [InlineData("container.seccomp.security.alpha.kubernetes.io/c", """{"containers":[{"name":"c","securityContext":{"seccompProfile":{}}}]}""", null)]
    [InlineData("container.apparmor.security.beta.kubernetes.io/c", """{"containers":[{"name":"c"}]}""", "deprecated since v1.30; use the \"appArmorProfile\" field instead")]
    [InlineData("container.apparmor.security.beta.kubernetes.io/c", """{"securityContext":{"appArmorProfile":{}},"containers":[{"name":"c"}]}""", null)]
    [InlineData("scheduler.alpha.kubernetes.io/critical-pod", "{}", "non-functional in v1.16+; use the \"priorityClassName\" field instead")]
    public void Add_OldAnnotation_IsWorthAWarningWithoutItsField(string annotation, string spec, string? advice) => Assert.Equal(
        advice is null ? [] : [$"spec.template.metadata.annotations[{annotation}]: {advice}"],
        Warn("apps/v1", "DaemonSet", $"{{\"metadata\":{{\"name\":\"x\"}},\"spec\":{{\"template\":{{\"metadata\":{{\"annotations\":{{\"{annotation}\":\"\"}}}},\"spec\":{spec}}}}}}}", null));

    [Theory]
    [InlineData("Pod", "v1", "the Pod's hostname")]
    [InlineData("Deployment", "apps/v1", "Pod names and hostnames")]
    [InlineData("ReplicaSet", "apps/v1", "Pod names and hostnames")]
    [InlineData("ReplicationController", "v1", "Pod names and hostnames")]
    [InlineData("Job", "batch/v1", "Pod names and hostnames")]
    [InlineData("CronJob", "batch/v1", "Pod names and hostnames")]
    [InlineData("StatefulSet", "apps/v1", null)]
    [InlineData("DaemonSet", "apps/v1", null)]
    public void Add_NameThatIsNoLabel_IsSaidWhereHostsAreCalledSo(string kind, string apiVersion, string? use) => Assert.Equal(
        use is null ? [] : [$"metadata.name: this is used in {use}, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]"],
        Warn(apiVersion, kind, """{"metadata":{"name":"a.b"},"spec":{}}""", null));

    [Fact]
    public void Add_ChangedPod_IsNotWarnedOf() =>
        Assert.Empty(Warn("v1", "Pod", """{"metadata":{"name":"a.b"},"spec":{"terminationGracePeriodSeconds":-1}}""", """{"metadata":{"name":"a.b"},"spec":{}}"""));

    [Fact]
    public void Add_ChangedSpec_WarnsOfTheWholeTemplate() => Assert.Single(Warn(
        "apps/v1",
        "Deployment",
        """{"metadata":{"name":"x"},"spec":{"replicas":2,"template":{"spec":{"volumes":[{"name":"v","gitRepo":{}}]}}}}""",
        """{"metadata":{"name":"x"},"spec":{"replicas":1,"template":{"spec":{"volumes":[{"name":"v","gitRepo":{}}]}}}}"""));

    private static string[] Lines(string expected) => expected.Replace("HIDDEN", Hidden, StringComparison.Ordinal).Split('|');

    private static string AsTemplate(string line) => line.Replace("spec.", "template.spec.", StringComparison.Ordinal).Replace("volumeClaimTemplate.template.spec.", "volumeClaimTemplate.spec.", StringComparison.Ordinal);

    private static List<string> Warn(string apiVersion, string kind, string draft, string? before)
    {
        List<string> warnings = [];
        UsageWarnings.Add(JsonNode.Parse(draft)!.AsObject(), before is null ? null : JsonNode.Parse(before)!.AsObject(), GroupVersionKind.Parse(apiVersion, kind), warnings);
        return warnings;
    }
}
