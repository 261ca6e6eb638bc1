namespace Sampan.Server.Tests.Validation;

public sealed class OtherKindsValidationTests
{
    private const string Backend = """ "backend":{"service":{"name":"s","port":{"number":80}}} """;

    [Theory]
    [InlineData("""{"http":{"paths":[]}}""", "spec.rules[0].http.paths: Required value")]
    [InlineData("""{"http":{"paths":[{"path":"a//b/.","pathType":"Prefix",BACKEND}]}}""", "spec.rules[0].http.paths[0].path: Invalid value: \"a//b/.\": must be an absolute path | spec.rules[0].http.paths[0].path: Invalid value: \"a//b/.\": must not contain '//' | spec.rules[0].http.paths[0].path: Invalid value: \"a//b/.\": cannot end with '/.'")]
    [InlineData("""{"http":{"paths":[{"path":"/","pathType":"Exact","backend":{"resource":{"kind":"K","name":"a/b"}}}]}}""", "spec.rules[0].http.paths[0].backend.resource.name: Invalid value: \"a/b\": may not contain '/'")]
    public void Create_FaultyIngressRule_IsReported(string rule, string expected) =>
        Assert.Equal(expected, Judged.Create("networking.k8s.io/v1", "Ingress", $"{{\"spec\":{{\"rules\":[{rule.Replace("BACKEND", Backend, StringComparison.Ordinal)}]}}}}"));

    [Fact]
    public void Create_IngressOfTwoClasses_IsReported() => Assert.Equal(
        "annotations.kubernetes.io/ingress.class: Invalid value: \"a\": must match `ingressClassName` when both are specified",
        Judged.Create("networking.k8s.io/v1", "Ingress", $"{{\"metadata\":{{\"name\":\"x\",\"annotations\":{{\"kubernetes.io/ingress.class\":\"a\"}}}},\"spec\":{{\"ingressClassName\":\"b\",\"defaultBackend\":{{\"service\":{{\"name\":\"s\",\"port\":{{\"number\":80}}}}}}}}}}"));

    [Theory]
    [InlineData("networking.k8s.io/v1", "IngressClass", """{"spec":{"controller":"a.b/c d","parameters":{"kind":"K","scope":"Cluster"}}}""", "spec.controller: Invalid value: \"c d\": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+') | spec.parameters.name: Required value")]
    [InlineData("v1", "Secret", """{"type":"kubernetes.io/basic-auth"}""", "data[username]: Required value | data[password]: Required value")]
    [InlineData("v1", "Secret", """{"type":"kubernetes.io/service-account-token"}""", "metadata.annotations[kubernetes.io/service-account.name]: Required value")]
    [InlineData("networking.k8s.io/v1", "IPAddress", """{"metadata":{"name":"10.0.0.1"},"spec":{"parentRef":{"group":"-","resource":"","namespace":"a/b","name":"n"}}}""", "spec.parentRef.group: Invalid value: \"-\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*') | spec.parentRef.resource: Required value | spec.parentRef.namespace: Invalid value: \"a/b\": may not contain '/'")]
    [InlineData("networking.k8s.io/v1", "ServiceCIDR", """{"spec":{"cidrs":["10.0.0.0/24","10.1.0.0/24"]}}""", "spec.cidrs: Invalid value: {\"CIDRs\":[\"10.0.0.0/24\",\"10.1.0.0/24\"]}: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64")]
    [InlineData("coordination.k8s.io/v1", "Lease", """{"spec":{"leaseDurationSeconds":0,"leaseTransitions":-1,"preferredHolder":"a"}}""", "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0 | spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0 | spec.preferredHolder: Forbidden: may only be specified if `strategy` is defined")]
    [InlineData("autoscaling/v2", "HorizontalPodAutoscaler", """{"spec":{"maxReplicas":2,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"},"metrics":[{"type":"Guess"}]}}""", "spec.metrics[0].type: Unsupported value: \"Guess\": supported values: \"ContainerResource\", \"External\", \"Object\", \"Pods\", \"Resource\" | spec.metrics[0].type: Unsupported value: \"Guess\": supported values: \"ContainerResource\", \"External\", \"Object\", \"Pods\", \"Resource\"")]
    public void Create_FaultyObject_IsReported(string apiVersion, string kind, string body, string expected) => Assert.Equal(expected, Judged.Create(apiVersion, kind, body));

    [Theory]
    [InlineData("""["10.0.0.0/24"]""", """["10.0.0.0/24","fd00::/64"]""", "")]
    [InlineData("""["10.0.0.0/24"]""", """["10.1.0.0/24"]""", "spec.cidrs[0]: Invalid value: \"10.1.0.0/24\": field is immutable")]
    public void Update_OfAServiceRange_MayAddTheOtherFamily(string before, string after, string expected) =>
        Assert.Equal(expected, Judged.Update("networking.k8s.io/v1", "ServiceCIDR", $"{{\"spec\":{{\"cidrs\":{before}}}}}", $"{{\"spec\":{{\"cidrs\":{after}}}}}"));

    [Fact]
    public void Update_OfAnAddress_TellsOnlyThatItsParentStays() => Assert.Equal(
        "spec.parentRef: Invalid value: {\"name\":\"n\"}: field is immutable",
        Judged.Update(
            "networking.k8s.io/v1",
            "IPAddress",
            """{"metadata":{"name":"10.0.0.1"},"spec":{"parentRef":{"resource":"services","name":"n"}}}""",
            """{"metadata":{"name":"10.0.0.1"},"spec":{"parentRef":{"name":"n"}}}"""));

    [Fact]
    public void Status_OfADisruptionBudget_HasWholeConditions() => Assert.Equal(
        "status.conditions[0].lastTransitionTime: Required value: must be set | status.conditions[0].reason: Invalid value: \"-\": a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')",
        Judged.Status("policy/v1", "PodDisruptionBudget", "{}", """{"status":{"conditions":[{"type":"A","status":"True","reason":"-"}]}}"""));
}
