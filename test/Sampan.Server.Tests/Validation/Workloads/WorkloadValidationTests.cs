namespace Sampan.Server.Tests.Validation.Workloads;

public sealed class WorkloadValidationTests
{
    private const string Spec = """ "selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x"}]}} """;

    [Theory]
    [InlineData("Deployment", """ "strategy":{"type":"Sometimes"} """, "spec.strategy: Unsupported value: {\"type\":\"Sometimes\"}: supported values: \"Recreate\", \"RollingUpdate\"")]
    [InlineData("Deployment", """ "strategy":{"rollingUpdate":{"maxUnavailable":0,"maxSurge":"0%"}} """, "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0")]
    [InlineData("Deployment", """ "strategy":{"rollingUpdate":{"maxUnavailable":"101%"}} """, "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%")]
    [InlineData("DaemonSet", """ "updateStrategy":{"type":"Recreate"} """, "spec.updateStrategy: Unsupported value: {\"type\":\"Recreate\"}: supported values: \"RollingUpdate\", \"OnDelete\"")]
    [InlineData("DaemonSet", """ "updateStrategy":{"rollingUpdate":{"maxSurge":1}} """, "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero")]
    [InlineData("DaemonSet", """ "updateStrategy":{"rollingUpdate":{"maxUnavailable":0}} """, "spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0")]
    [InlineData("StatefulSet", """ "podManagementPolicy":"Any","updateStrategy":{"type":"Recreate"},"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Keep"},"ordinals":{"start":-1},"serviceName":"a.b" """, "spec.podManagementPolicy: Invalid value: \"Any\": must be 'OrderedReady' or 'Parallel' | spec.updateStrategy: Invalid value: {\"type\":\"Recreate\"}: must be 'RollingUpdate' or 'OnDelete' | spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: \"Keep\": supported values: \"Retain\", \"Delete\" | spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0 | spec.serviceName: Invalid value: \"a.b\": must not contain dots")]
    [InlineData("StatefulSet", """ "updateStrategy":{"type":"OnDelete","rollingUpdate":{"partition":1}} """, "spec.updateStrategy.rollingUpdate: Invalid value: {\"partition\":1}: only allowed for updateStrategy 'RollingUpdate'")]
    [InlineData("StatefulSet", """ "updateStrategy":{"rollingUpdate":{"partition":-1,"maxUnavailable":0}} """, "spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0 | spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0")]
    public void Create_FaultyStrategy_IsReported(string kind, string part, string expected) => Assert.Equal(expected, Judged.Create("apps/v1", kind, $"{{\"spec\":{{{Spec},{part}}}}}"));

    [Theory]
    [InlineData("Deployment", "spec.selector: Invalid value: {}: empty selector is invalid for deployment")]
    [InlineData("ReplicaSet", "spec.selector: Invalid value: {}: empty selector is invalid for deployment")]
    [InlineData("StatefulSet", "spec.selector: Invalid value: {}: empty selector is invalid for statefulset")]
    [InlineData("DaemonSet", "spec.selector: Invalid value: {}: empty selector is invalid for daemonset")]
    public void Create_EmptySelector_IsReported(string kind, string expected) =>
        Assert.Equal(expected, Judged.Create("apps/v1", kind, """{"spec":{"selector":{},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x"}]} } } }"""));

    [Theory]
    [InlineData("Deployment", "ReplicaSet")]
    [InlineData("ReplicaSet", "ReplicaSet")]
    [InlineData("StatefulSet", "StatefulSet")]
    [InlineData("DaemonSet", "DaemonSet")]
    public void Create_PodsThatEnd_AreForbidden(string kind, string named) => Assert.Equal(
        $"spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\" | spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in {named} is not Supported",
        Judged.Create("apps/v1", kind, """{"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"restartPolicy":"Never","activeDeadlineSeconds":9,"containers":[{"name":"c","image":"x"}]} } } }"""));

    [Fact]
    public void Create_MountOfAClaimTemplate_IsValid() => Assert.Equal("", Judged.Create("apps/v1", "StatefulSet", """
        {"spec":{"serviceName":"s","selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
        "spec":{"containers":[{"name":"c","image":"x","volumeMounts":[{"name":"data","mountPath":"/data"}]}]}},
        "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"} } } }]} }
        """));

    [Fact]
    public void Update_OfADaemonSet_TellsFaultsTwice_AndSelectorsLast() => Assert.Equal(
        "spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0 | spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0 | spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"b\"}}: field is immutable",
        Judged.Update("apps/v1", "DaemonSet", $"{{\"spec\":{{{Spec.Replace("\"b\"", "\"z\"", StringComparison.Ordinal)}}}}}", $"{{\"spec\":{{{Spec},\"minReadySeconds\":-1}}}}"));

    [Fact]
    public void Update_OfARevisionsData_IsRefused() => Assert.Equal(
        "data: Invalid value: {\"a\":2}: field is immutable", Judged.Update("apps/v1", "ControllerRevision", """{"data":{"a":1},"revision":1}""", """{"data":{"a":2},"revision":1}"""));

    [Fact]
    public void Status_CollisionsThatShrink_AreReported() => Assert.Equal(
        "status.availableReplicas: Invalid value: 1: cannot be greater than status.readyReplicas | status.collisionCount: Invalid value: 0: cannot be decremented",
        Judged.Status("apps/v1", "StatefulSet", """{"status":{"replicas":1,"collisionCount":1}}""", """{"status":{"replicas":1,"availableReplicas":1}}"""));
}
