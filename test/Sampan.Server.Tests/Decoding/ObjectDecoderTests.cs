using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Decoding;
using Sampan.Server.Schemas;

namespace Sampan.Server.Tests.Decoding;

public sealed class ObjectDecoderTests
{
    private static DecodedObject Decode(string apiVersion, string kind, string json) => ObjectDecoder.Decode(
        JsonNode.Parse(json)!.AsObject(),
        BuiltInTypes.Instance.Find(GroupVersionKind.Parse(apiVersion, kind))!);

    [Theory]
    [InlineData("v1", "ConfigMap", """{"metadata":{"name":"c"},"data":{}}""", """{"metadata":{"name":"c"}}""")]
    [InlineData("v1", "ConfigMap", """{"data":{"a":"b"},"metadata":{"labels":{"l":"m"},"namespace":"n","name":"c"},"apiVersion":"v1","kind":"ConfigMap"}""", """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"c","namespace":"n","labels":{"l":"m"}},"data":{"a":"b"}}""")]
    [InlineData("rbac.authorization.k8s.io/v1", "ClusterRole", """{"metadata":{"name":"c"},"rules":[]}""", """{"metadata":{"name":"c"},"rules":[]}""")]
    [InlineData("v1", "PersistentVolumeClaim", """{"metadata":{},"spec":{"storageClassName":"","volumeName":"","resources":{"requests":{"storage":"1024Mi"}}}}""", """{"metadata":{},"spec":{"resources":{"requests":{"storage":"1Gi"}},"storageClassName":""},"status":{}}""")]
    [InlineData("coordination.k8s.io/v1", "Lease", """{"metadata":{"creationTimestamp":null},"spec":{"renewTime":"2024-01-02T03:04:05+01:00"}}""", """{"metadata":{},"spec":{"renewTime":"2024-01-02T02:04:05.000000Z"}}""")]
    [InlineData("v1", "Service", """{"metadata":{},"spec":{"ports":[{"port":80,"targetPort":null}]}}""", """{"metadata":{},"spec":{"ports":[{"port":80,"targetPort":0}]},"status":{"loadBalancer":{}}}""")]
    public void Decode_ZerosAndAbsentFields_AreWrittenAsGoDoes(string apiVersion, string kind, string body, string expected) =>
        Assert.Equal(expected, Decode(apiVersion, kind, body).Object.ToJsonString());

    [Fact]
    public void Decode_UnknownFields_AreReportedWithTheirPathAndDropped()
    {
        var decoded = Decode("v1", "Pod", """{"metadata":{"Name":"x"},"spec":{"containers":[{"name":"c","ports":[{"containerPort":1,"foo":"bar"}]}]}}""");

        Assert.Equal(["unknown field \"metadata.Name\"", "unknown field \"spec.containers[0].ports[0].foo\""], decoded.UnknownFields);
        Assert.Null(decoded.Object["spec"]!["containers"]![0]!["ports"]![0]!["foo"]);
    }

    [Theory]
    [InlineData("""{"spec":{"hostNetwork":"yes"}}""", "json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool")]
    [InlineData("""{"spec":{"containers":{}}}""", "json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container")]
    [InlineData("""{"spec":[]}""", "json: cannot unmarshal array into Go struct field Pod.spec of type v1.PodSpec")]
    [InlineData("""{"metadata":{"labels":[]}}""", "json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string")]
    [InlineData("""{"spec":{"terminationGracePeriodSeconds":1.5}}""", "json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.terminationGracePeriodSeconds of type int64")]
    [InlineData("""{"spec":{"containers":[{"ports":[{"containerPort":"x"}]}]}}""", "json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32")]
    public void Decode_WrongType_FailsWithGosWords(string body, string message) =>
        Assert.Equal(message, Assert.Throws<DecodingException>(() => Decode("v1", "Pod", body)).Message);

    [Fact]
    public void FindDuplicates_NestedAndOuter_InnerFirst() => Assert.Equal(
        ["duplicate field \"data.k\"", "duplicate field \"data\""],
        DuplicateFields.Find("""{"data":{"k":"1","k":"2"},"data":{"k":"3"}}"""u8));
}
