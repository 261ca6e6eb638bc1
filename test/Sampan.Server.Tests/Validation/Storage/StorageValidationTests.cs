namespace Sampan.Server.Tests.Validation.Storage;

public sealed class StorageValidationTests
{
    private const string Volume = """ "accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"} """;

    [Theory]
    [InlineData(""" "hostPath":{"path":"/a/../b"} """, "spec.hostPath.path: Invalid value: \"/a/../b\": must not contain '..'")]
    [InlineData(""" "hostPath":{"path":"/"},"nfs":{"server":"s","path":"/p"},"persistentVolumeReclaimPolicy":"Recycle" """, "spec.nfs: Forbidden: may not specify more than 1 volume type | spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'")]
    [InlineData(""" "nfs":{"server":"s","path":"p"} """, "spec.nfs.path: Invalid value: \"p\": must be an absolute path")]
    [InlineData(""" "local":{"path":"/p"} """, "spec.nodeAffinity: Required value: Local volume requires node affinity")]
    [InlineData(""" "local":{"path":"/p"},"nodeAffinity":{} """, "spec.nodeAffinity.required: Required value: must specify required node constraints | spec.nodeAffinity: Required value: Local volume requires node affinity")]
    [InlineData(""" "csi":{"driver":"a.b","nodePublishSecretRef":{"name":"s"}} """, "spec.csi.volumeHandle: Required value | spec.csi.nodePublishSecretRef.namespace: Required value")]
    [InlineData(""" "hostPath":{"path":"/p"},"storageClassName":"A","volumeAttributesClassName":"" """, "spec.storageClassName: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*') | spec.volumeAttributesClassName: Required value: an empty string is disallowed | spec.csi: Required value: has to be specified when using volumeAttributesClassName")]
    public void Create_FaultyVolume_IsReported(string part, string expected) => Assert.Equal(expected, Judged.Create("v1", "PersistentVolume", $"{{\"spec\":{{{Volume},{part}}}}}"));

    [Theory]
    [InlineData("StorageClass", """{"provisioner":"a/b","parameters":{"":"x"},"allowedTopologies":[{"matchLabelExpressions":[{"key":"k","values":["a","a"]},{"key":"k","values":[]}]}]}""", "parameters: Invalid value: \"\": field can not be empty. | allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: \"a\" | allowedTopologies[0].matchLabelExpressions[1].values: Required value | allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: \"k\"")]
    [InlineData("VolumeAttributesClass", """{"driverName":"a/b"}""", "parameters: Required value: must contain at least one key/value pair")]
    [InlineData("CSIDriver", """{"spec":{"fsGroupPolicy":"Any","tokenRequests":[{"audience":"a","expirationSeconds":1},{"audience":"a"}],"volumeLifecycleModes":["Always"],"nodeAllocatableUpdatePeriodSeconds":9}}""", "spec.fsGroupPolicy: Unsupported value: \"Any\": supported values: \"File\", \"None\", \"ReadWriteOnceWithFSType\" | spec.tokenRequests[0].expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes | spec.tokenRequests[1].audience: Duplicate value: \"a\" | spec.volumeLifecycleModes: Unsupported value: \"Always\": supported values: \"Persistent\", \"Ephemeral\" | spec.nodeAllocatableUpdatePeriodSeconds: Invalid value: 9: must be greater than or equal to 10 seconds")]
    [InlineData("VolumeAttachment", """{"spec":{"nodeName":"n","source":{"persistentVolumeName":""}}}""", "spec.attacher: Required value | spec.source.persistentVolumeName: Required value: must specify non empty persistentVolumeName")]
    [InlineData("CSIStorageCapacity", """{"storageClassName":"c","capacity":"-1"}""", "capacity: Invalid value: \"-1\": must be greater than or equal to 0")]
    public void Create_FaultyKind_IsReported(string kind, string body, string expected) => Assert.Equal(expected, Judged.Create("storage.k8s.io/v1", kind, body));

    [Theory]
    [InlineData("CSIStorageCapacity", """{"storageClassName":"c"}""", """{"storageClassName":"d"}""", "storageClassName: Invalid value: \"d\": field is immutable")]
    [InlineData("VolumeAttributesClass", """{"driverName":"a","parameters":{"k":"v"}}""", """{"driverName":"a","parameters":{"k":"w"}}""", "parameters: Forbidden: updates to parameters are forbidden.")]
    [InlineData("StorageClass", """{"provisioner":"a"}""", """{"provisioner":"a","volumeBindingMode":"WaitForFirstConsumer"}""", "volumeBindingMode: Invalid value: \"WaitForFirstConsumer\": field is immutable")]
    [InlineData("CSIDriver", """{"spec":{}}""", """{"spec":{"attachRequired":false,"fsGroupPolicy":"File"}}""", "spec.attachedRequired: Invalid value: false: field is immutable")]
    public void Update_OfWhatMustStay_IsReported(string kind, string before, string after, string expected) => Assert.Equal(expected, Judged.Update("storage.k8s.io/v1", kind, before, after));

    [Fact]
    public void Update_OfABoundClaim_MayNotLeaveItsClassOfAttributes()
    {
        const string claim = """{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}},"volumeAttributesClassName":"NAME"},"status":{"phase":"Bound"}}""";
        Assert.Equal("", Judged.Update("v1", "PersistentVolumeClaim", claim.Replace("NAME", "a", StringComparison.Ordinal), claim.Replace("NAME", "b", StringComparison.Ordinal)));
        Assert.Equal(
            "spec.volumeAttributesClassName: Forbidden: update from non-nil value to an empty string is forbidden",
            Judged.Update("v1", "PersistentVolumeClaim", claim.Replace("NAME", "a", StringComparison.Ordinal), claim.Replace("NAME", "", StringComparison.Ordinal)));
    }
}
