namespace Sampan.Server.Tests.Validation.Updates;

public sealed class VolumeUpdateTests
{
    private const string Affinity = """ ,"nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"KEY","operator":"In","values":["a"]}]}]}} """;

    private static string Body(string part, string source = """ "hostPath":{"path":"/a","type":""} """) =>
        $$$"""{"spec":{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},{{{source}}}{{{part}}}}}""";

    private static string Requiring(string key) => Body(Affinity.Replace("KEY", key, StringComparison.Ordinal));

    [Theory]
    [InlineData("failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone", "")]
    [InlineData("beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type", "")]
    [InlineData("topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone", "nodeAffinity: Invalid value: {\"Required\":{\"NodeSelectorTerms\":[{\"MatchExpressions\":[{\"Key\":\"failure-domain.beta.kubernetes.io/zone\",\"Operator\":\"In\",\"Values\":[\"a\"]}],\"MatchFields\":null}]}}: field is immutable, except for updating from beta label to GA")]
    public void Update_OfNodeAffinity_MayFollowALabelsNewName(string before, string after, string expected) =>
        Assert.Equal(expected, Judged.Update("v1", "PersistentVolume", Requiring(before), Requiring(after)));

    [Fact]
    public void Update_TakingNodeAffinityAway_IsReported() => Assert.Equal(
        "nodeAffinity: Invalid value: null: field is immutable, except for updating from beta label to GA",
        Judged.Update("v1", "PersistentVolume", Requiring("a"), Body("")));

    [Fact]
    public void Update_GivingNodeAffinity_IsValid() => Assert.Equal("", Judged.Update("v1", "PersistentVolume", Body(""), Requiring("a")));

    [Fact]
    public void Update_OfTheMode_IsReported() =>
        Assert.Equal("volumeMode: Invalid value: \"Block\": field is immutable", Judged.Update("v1", "PersistentVolume", Body(""), Body(""","volumeMode":"Block" """)));

    [Theory]
    [InlineData("", ""","controllerExpandSecretRef":{"name":"s","namespace":"n"}""", "")]
    [InlineData(""","controllerExpandSecretRef":{"name":"s","namespace":"n"}""", ""","controllerExpandSecretRef":{"name":"t","namespace":"n"}""", "spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation")]
    public void Update_OfTheSecretThatExpands_IsForThoseWithout(string before, string after, string expected) => Assert.Equal(
        expected,
        Judged.Update("v1", "PersistentVolume", Body("", Driver(before)), Body("", Driver(after))));

    private static string Driver(string part) => $$""" "csi":{"driver":"d","volumeHandle":"h"{{part}}} """;
}
