namespace Sampan.Server.Tests.Validation;

public sealed class NodeValidationTests
{
    private const string NotWhole = "must be an integer";
    private const string FixedRange = "spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to valid";

    [Theory]
    [InlineData("""{"spec":{"taints":[{"key":"a","value":"-","effect":"Never"},{"key":"b","effect":"NoExecute"},{"key":"b","effect":"NoExecute"}]}}""", "metadata.taints[0].value: Invalid value: \"-\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?') | metadata.taints[0].effect: Unsupported value: \"Never\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\" | metadata.taints[2]: Duplicate value: {\"Key\":\"b\",\"Value\":\"\",\"Effect\":\"NoExecute\",\"TimeAdded\":null}: taints must be unique by key and effect pair")]
    [InlineData("""{"status":{"capacity":{"cpu":"-1","pods":"1500m"},"allocatable":{"example.com/gpu":"500m"}}}""", "status.capacity.cpu: Invalid value: \"-1\": must be greater than or equal to 0 | status.capacity.pods: Invalid value: \"1500m\": " + NotWhole + " | status.allocatable.example.com/gpu: Invalid value: \"500m\": " + NotWhole)]
    [InlineData("""{"status":{"nodeInfo":{"swap":{"capacity":0}}}}""", "metadata.nodeSwapStatus.capacity: Invalid value: 0: must be greater than zero")]
    [InlineData("""{"status":{"declaredFeatures":["B","A","A","x"]}}""", "status.declaredFeatures[1]: Invalid value: \"A\": list must be sorted alphabetically | status.declaredFeatures[2]: Duplicate value: \"A\" | status.declaredFeatures[3]: Invalid value: \"x\": invalid feature name \"x\": must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes")]
    [InlineData("""{"spec":{"podCIDRs":["10.0.0.1/24","10.1.0.0/24"]}}""", "spec.podCIDRs[0]: Invalid value: \"10.0.0.1/24\": must not have bits set beyond the prefix length | spec.podCIDRs: Invalid value: [\"10.0.0.1/24\",\"10.1.0.0/24\"]: may specify no more than one CIDR for each IP family")]
    [InlineData("""{"spec":{"podCIDRs":["10.0.0.0/24","fd00::/64"]}}""", "")]
    [InlineData("""{"metadata":{"name":"n","annotations":{"scheduler.alpha.kubernetes.io/taints":"[{\"key\":\"a\"}]","scheduler.alpha.kubernetes.io/preferAvoidPods":"{\"preferAvoidPods\":[{},{\"podSignature\":{\"podController\":{\"controller\":false}}}]}"}}}""", "metadata.annotations.scheduler.alpha.kubernetes.io/taints[0].effect: Required value | metadata.annotations.scheduler.alpha.kubernetes.io/preferAvoidPods[0].PodSignature: Required value | metadata.annotations.scheduler.alpha.kubernetes.io/preferAvoidPods[1].PodSignature.PodController.Controller: Invalid value: false: must point to a controller")]
    [InlineData("""{"metadata":{"name":"n","annotations":{"scheduler.alpha.kubernetes.io/taints":"["}}}""", "metadata.annotations: Invalid value: \"scheduler.alpha.kubernetes.io/taints\": unexpected end of JSON input")]
    [InlineData("""{"status":{"addresses":[{"type":"InternalIP","address":"1.2.3.4"},{"type":"InternalIP","address":"1.2.3.4"}]}}""", "")]
    public void Create_FaultyNode_IsReported(string body, string expected) => Assert.Equal(expected, Judged.Create("v1", "Node", body));

    // Whatever a new node must keep is asked twice of a changed one, but for its ranges and addresses.
    [Theory]
    [InlineData("{}", """{"spec":{"taints":[{"key":"a"}]}}""", "metadata.taints[0].effect: Required value | metadata.taints[0].effect: Required value")]
    [InlineData("""{"spec":{"podCIDRs":["10.0.0.0/24","fd00::/64"]}}""", """{"spec":{"podCIDRs":["10.1.0.0/24","fd01::/64"]}}""", FixedRange + " | " + FixedRange)]
    [InlineData("""{"spec":{"podCIDRs":["10.0.0.0/24","fd00::/64"]}}""", """{"spec":{"podCIDRs":["10.0.0.0/24"]}}""", FixedRange)]
    [InlineData("""{"spec":{"providerID":"a"}}""", """{"spec":{"providerID":"b","externalID":"c"}}""", "spec.providerID: Forbidden: node updates may not change providerID except from \"\" to valid | spec.externalID: Forbidden: may not be updated")]
    [InlineData("{}", """{"spec":{"providerID":"b"}}""", "")]
    [InlineData("{}", """{"spec":{"configSource":{}}}""", "spec.configSource: Invalid value: {\"ConfigMap\":null}: exactly one reference subfield must be non-nil")]
    [InlineData("{}", """{"spec":{"configSource":{"configMap":{"uid":"u","resourceVersion":"1","namespace":"a.b","kubeletConfigKey":"k"}}}}""", "spec.configSource.configMap.uid: Forbidden: uid must not be set in spec | spec.configSource.configMap.resourceVersion: Forbidden: resourceVersion must not be set in spec | spec.configSource.configMap.namespace: Invalid value: \"a.b\": must not contain dots | spec.configSource.configMap.name: Required value")]
    public void Update_FaultyNode_IsReported(string before, string after, string expected) => Assert.Equal(expected, Judged.Update("v1", "Node", before, after));

    [Theory]
    [InlineData("""{"status":{"addresses":[{"type":"InternalIP","address":"1.2.3.4"},{"type":"InternalIP","address":"1.2.3.4"}]}}""", "status.addresses[1]: Duplicate value: {\"Type\":\"InternalIP\",\"Address\":\"1.2.3.4\"}")]
    [InlineData("""{"status":{"allocatable":{"memory":"-1"}}}""", "status.allocatable.memory: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("""{"status":{"config":{"assigned":{"configMap":{"namespace":"a","name":"b","kubeletConfigKey":"k"}}}}}""", "status.config.assigned.configMap.uid: Required value | status.config.assigned.configMap.resourceVersion: Required value")]
    public void Status_FaultyNode_IsReported(string body, string expected) => Assert.Equal(expected, Judged.Status("v1", "Node", "{}", body));

    [Theory]
    [InlineData("status", """{"metadata":{"name":"a"},"status":{"phase":"Terminating"}}""", "status.Phase: Invalid value: \"Terminating\": may only be 'Active' if `deletionTimestamp` is empty")]
    [InlineData("status", """{"metadata":{"name":"a","deletionTimestamp":"2026-01-01T00:00:00Z"},"status":{"phase":"Active"}}""", "status.Phase: Invalid value: \"Active\": may only be 'Terminating' if `deletionTimestamp` is not empty")]
    [InlineData("finalize", """{"spec":{"finalizers":["kubernetes","a/b","c"]}}""", "spec.finalizers[2]: Invalid value: \"c\": name is neither a standard finalizer name nor is it fully qualified")]
    public void Subresource_FaultyNamespace_IsReported(string subresource, string body, string expected) => Assert.Equal(expected, Judged.Subresource("v1", "Namespace", subresource, "{}", body));

    [Fact]
    public void Create_FaultyFinalizerOfNamespace_IsReportedAtTheList() => Assert.Equal(
        "spec.finalizers: Invalid value: \"c\": name is neither a standard finalizer name nor is it fully qualified",
        Judged.Create("v1", "Namespace", """{"spec":{"finalizers":["kubernetes","c"]}}"""));
}
