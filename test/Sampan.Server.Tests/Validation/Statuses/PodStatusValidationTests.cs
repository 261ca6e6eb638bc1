namespace Sampan.Server.Tests.Validation.Statuses;

public sealed class PodStatusValidationTests
{
    private const string Ended = """{"name":"c","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":1} } }""";
    private const string Alive = """{"name":"c","image":"i","imageID":"","ready":true,"restartCount":1,"state":{"running":{} } }""";

    [Theory]
    [InlineData("\"restartPolicy\":\"Always\"", "", "")]
    [InlineData("\"restartPolicy\":\"OnFailure\"", "", "")]
    [InlineData("\"restartPolicy\":\"Never\"", "", "status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state")]
    [InlineData("\"restartPolicy\":\"Always\"", ",\"restartPolicy\":\"Never\"", "status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state")]
    [InlineData("\"restartPolicy\":\"Never\"", ",\"restartPolicy\":\"OnFailure\"", "")]
    [InlineData("\"restartPolicy\":\"Never\"", """,  "restartPolicy":"Never","restartPolicyRules":[{"action":"Restart","exitCodes":{"operator":"In","values":[1]} }]""", "")]
    [InlineData("\"restartPolicy\":\"Never\"", """,  "restartPolicy":"Never","restartPolicyRules":[{"action":"Restart","exitCodes":{"operator":"NotIn","values":[1]} }]""", "status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state")]
    [InlineData("\"restartPolicy\":\"Never\"", """,  "restartPolicy":"Never","restartPolicyRules":[{"action":"RestartAllContainers","exitCodes":{"operator":"In","values":[2]} }]""", "")]
    public void Container_ThatHasEnded_ComesBackOnlyWhereItIsRestarted(string policy, string container, string why)
    {
        var spec = $$"""{ {{policy}},"containers":[{"name":"c","image":"i"{{container}} }]}""";

        Assert.Equal(why, Judge(spec, $$"""{"containerStatuses":[{{Ended}}]}""", $$"""{"containerStatuses":[{{Alive}}]}"""));
    }

    [Fact]
    public void InitAndEphemeralContainers_ThatHaveEnded_StayUnlessTheyAreSidecars()
    {
        const string spec = """{"restartPolicy":"Never","containers":[{"name":"m","image":"i"}],"initContainers":[{"name":"s","image":"i","restartPolicy":"Always"},{"name":"c","image":"i"}]}""";
        var sidecar = Ended.Replace("\"c\"", "\"s\"", StringComparison.Ordinal);
        var running = Alive.Replace("\"c\"", "\"s\"", StringComparison.Ordinal);

        Assert.Equal(
            "status.initContainerStatuses[1].state: Forbidden: may not be transitioned to non-terminated state",
            Judge(spec, $$"""{"initContainerStatuses":[{{sidecar}},{{Ended}}]}""", $$"""{"initContainerStatuses":[{{Alive}},{{running}}]}"""));
        Assert.Equal(
            "status.ephemeralContainerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state",
            Judge("""{"containers":[{"name":"m","image":"i"}]}""", $$"""{"ephemeralContainerStatuses":[{{Ended}}]}""", $$"""{"ephemeralContainerStatuses":[{{Alive}}]}"""));
    }

    [Theory]
    [InlineData("""{"nominatedNodeName":"N"}""", "status.nominatedNodeName: Invalid value: \"N\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*') | status.nominatedNodeName: Forbidden: may not be set on pods that are already bound to a node")]
    [InlineData("""{"nominatedNodeName":"old"}""", "")]
    [InlineData("""{"observedGeneration":-1}""", "status.observedGeneration: Invalid value: -1: must be a non-negative integer")]
    [InlineData("""{"conditions":[{"type":"Ready","status":"True","observedGeneration":-1}]}""", "status.conditions[0].observedGeneration: Invalid value: -1: must be a non-negative integer")]
    [InlineData("""{"qosClass":"Guaranteed"}""", "status.qosClass: Invalid value: \"Guaranteed\": field is immutable")]
    [InlineData("""{"podIPs":[{"ip":"10.0.0.1"},{"ip":"10.0.0.2"}]}""", "status.podIPs: Invalid value: [{\"ip\":\"10.0.0.1\"},{\"ip\":\"10.0.0.2\"}]: may specify no more than one IP for each IP family")]
    [InlineData("""{"podIPs":[{"ip":"x"}]}""", "status.podIPs[0]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("""{"podIPs":[{"ip":"kept"}]}""", "")]
    [InlineData("""{"hostIP":"10.0.0.1","hostIPs":[{"ip":"10.0.0.2"}]}""", "status.hostIPs[0].ip: Invalid value: \"10.0.0.2\": must be equal to `hostIP`")]
    [InlineData("""{"resourceClaimStatuses":[{"name":"d","resourceClaimName":"x"},{"name":"other"}]}""", "status.resourceClaimStatuses[1].name: Invalid value: \"other\": must match the name of an entry in `spec.resourceClaims`")]
    [InlineData("""{"extendedResourceClaimStatus":{"resourceClaimName":"","requestMappings":[{"containerName":"c","resourceName":"example.com/b","requestName":"r"},{"containerName":"x","resourceName":"y","requestName":"R"}]} }""", "status.extendedResourceClaimStatus.requestMappings[0].resourceName: Invalid value: \"example.com/b\": must match the extended resource name of an entry in spec.initContainers.resources.requests or spec.containers.resources.requests | status.extendedResourceClaimStatus.requestMappings[1].containerName: Invalid value: \"x\": must match the name of an entry in spec.initContainers.name or spec.containers.name | status.extendedResourceClaimStatus.requestName: Invalid value: \"R\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?') | status.extendedResourceClaimStatus.resourceClaimName: Required value")]
    [InlineData("""{"containerStatuses":[{"name":"c","image":"i","imageID":"","ready":true,"restartCount":0,"user":{"linux":{"uid":-1,"gid":0,"supplementalGroups":[4294967296]} } }]}""", "status.containerStatuses[0].user.linux.uid: Invalid value: -1: must be between 0 and 2147483647, inclusive | status.containerStatuses[0].user.linux.supplementalGroups[0]: Invalid value: 4294967296: must be between 0 and 2147483647, inclusive")]
    [InlineData("""{"containerStatuses":[{"name":"c","image":"i","imageID":"","ready":true,"restartCount":0,"allocatedResourcesStatus":[{"name":"example.com/a","resources":[{"resourceID":"1","health":"Fine"},{"resourceID":"1","health":"Healthy"}]},{"name":"b"},{"name":"claim:d/r"}]}]}""", "status.containerStatuses[0].allocatedResourcesStatus[0].resources[0].health: Unsupported value: \"Fine\": supported values: \"Healthy\", \"Unhealthy\", \"Unknown\" | status.containerStatuses[0].allocatedResourcesStatus[0].resources[1].resourceID: Duplicate value: \"1\" | status.containerStatuses[0].allocatedResourcesStatus[1].name: Invalid value: \"b\": must match one of the container's resource requests | status.containerStatuses[0].allocatedResourcesStatus[2].name: Invalid value: \"claim:d/r\": must match one of the container's resource claims in a format 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty")]
    [InlineData("""{"ephemeralContainerStatuses":[{"name":"e","image":"i","imageID":"","ready":true,"restartCount":0,"allocatedResourcesStatus":[{"name":"a"}]}]}""", "status.ephemeralContainerStatuses[0].allocatedResourcesStatus: Forbidden: must not be specified in container status")]
    public void Status_IsJudged(string status, string why)
    {
        const string spec = """{"nodeName":"n","resourceClaims":[{"name":"d"}],"containers":[{"name":"c","image":"i","resources":{"requests":{"example.com/a":"1"},"limits":{"example.com/a":"1"},"claims":[{"name":"d"}]} }]}""";
        var old = status.Contains("qosClass", StringComparison.Ordinal) ? """{"qosClass":"BestEffort"}""" : """{"nominatedNodeName":"old","podIPs":[{"ip":"kept"}]}""";

        Assert.Equal(why, Judge(spec, old, status));
    }

    [Fact]
    public void Condition_OfOnesOwn_HasAQualifiedName()
    {
        Assert.StartsWith("status.conditions[0].Type: Invalid value: \"not so\": ", Judge("""{"containers":[{"name":"c","image":"i"}]}""", "{}", """{"conditions":[{"type":"not so","status":"True"}]}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"kubernetes.io/config.mirror\":\"x\"", "", "metadata.annotations[kubernetes.io/config.mirror]: Forbidden: may not remove or update mirror pod annotation")]
    [InlineData("", "\"kubernetes.io/config.mirror\":\"x\"", "metadata.annotations[kubernetes.io/config.mirror]: Forbidden: may not add mirror pod annotation")]
    [InlineData("", "\"container.apparmor.security.beta.kubernetes.io/c\":\"unconfined\"", "metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: Forbidden: may not add AppArmor annotations")]
    [InlineData("", "\"controller.kubernetes.io/pod-deletion-cost\":\"x\"", "metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: \"x\": must be a 32bit integer")]
    [InlineData("\"controller.kubernetes.io/pod-deletion-cost\":\"x\"", "\"controller.kubernetes.io/pod-deletion-cost\":\"y\"", "")]
    public void Annotations_ThatSayWhatThePodIs_Stay(string before, string after, string why) => Assert.Equal(why, Judged.Status("v1", "Pod", Annotated(before), Annotated(after)));

    private static string Judge(string spec, string before, string after) =>
        Judged.Status("v1", "Pod", $$"""{"spec":{{spec}},"status":{{before}} }""", $$"""{"spec":{{spec}},"status":{{after}} }""");

    private static string Annotated(string annotations) =>
        $$"""{"metadata":{"name":"x","annotations":{ {{annotations}} } },"spec":{"nodeName":"n","containers":[{"name":"c","image":"i"}]} }""";
}
