using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Decoding;
using Sampan.Server.Defaulting;
using Sampan.Server.Schemas;
using Sampan.Server.Validation;

namespace Sampan.Server.Tests.Validation;

public sealed class BuiltInValidationTests
{
    private const string Subdomain = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private const string Template = """ "template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"c","image":"x"}]}} """;

    private static JsonObject Prepare(string apiVersion, string kind, string body)
    {
        var type = GroupVersionKind.Parse(apiVersion, kind);
        var json = JsonNode.Parse(body)!.AsObject();
        if (!json.ContainsKey("metadata"))
        {
            json["metadata"] = new JsonObject { ["name"] = "x" };
        }

        var draft = ObjectDecoder.Decode(json, BuiltInTypes.Instance.Find(type)!).Object;
        BuiltInDefaults.Apply(draft, type);
        return draft;
    }

    private static string Errors(string apiVersion, string kind, string body) => string.Join(", ", BuiltInValidation
        .ValidateCreate(Prepare(apiVersion, kind, body), GroupVersionKind.Parse(apiVersion, kind))
        .Select(cause => $"{cause.Field}: {cause.Message}"));

    [Theory]
    [InlineData("""{"containers":[]}""", "spec.containers: Required value")]
    [InlineData("""{"containers":[{"name":"c"}]}""", "spec.containers[0].image: Required value")]
    [InlineData("""{"containers":[{"name":"c","image":"x"},{"name":"c","image":"y"}]}""", "spec.containers[1].name: Duplicate value: \"c\"")]
    [InlineData("""{"containers":[{"name":"c","image":" x "}]}""", "spec.containers[0].image: Invalid value: \" x \": must not have leading or trailing whitespace")]
    [InlineData("""{"containers":[{"name":"c","image":"x","resources":{"requests":{"cpu":"2"},"limits":{"cpu":"1"}}}]}""", "spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData("""{"containers":[{"name":"c","image":"x","resources":{"requests":{"memory":"-1"}}}]}""", "spec.containers[0].resources.requests[memory]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("""{"containers":[{"name":"c","image":"x","env":[{"value":"x"}]}]}""", "spec.containers[0].env[0].name: Required value")]
    [InlineData("""{"containers":[{"name":"c","image":"x","livenessProbe":{}}]}""", "spec.containers[0].livenessProbe: Required value: must specify a handler type")]
    [InlineData("""{"containers":[{"name":"c","image":"x","volumeMounts":[{"name":"v","mountPath":"/"}]}]}""", "spec.containers[0].volumeMounts[0].name: Not found: \"v\"")]
    [InlineData("""{"containers":[{"name":"c","image":"x"}],"restartPolicy":"Sometimes"}""", "spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\"")]
    public void ValidateCreate_Pod_ReportsInKubernetesWords(string spec, string expected) =>
        Assert.Equal(expected, Errors("v1", "Pod", "{\"spec\":" + spec + "}"));

    [Theory]
    [InlineData("""{"selector":{"matchLabels":{"x":"y"}},""", "spec.template.metadata.labels: Invalid value: {\"app\":\"a\"}: `selector` does not match template `labels`")]
    [InlineData("""{"selector":{},""", "spec.selector: Invalid value: {}: empty selector is invalid for deployment")]
    [InlineData("""{"replicas":-1,"selector":{"matchLabels":{"app":"a"}},""", "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("""{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":0}},"selector":{"matchLabels":{"app":"a"}},""", "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0")]
    public void ValidateCreate_Deployment_ReportsInKubernetesWords(string spec, string expected) =>
        Assert.Equal(expected, Errors("apps/v1", "Deployment", "{\"spec\":" + spec + Template + "}}"));

    [Theory]
    [InlineData("v1", "ConfigMap", """{"metadata":{"name":"UPPER"}}""", "metadata.name: Invalid value: \"UPPER\": " + Subdomain)]
    [InlineData("v1", "ConfigMap", """{"metadata":{"name":"a","finalizers":["nodomain"]}}""", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    [InlineData("v1", "Service", """{"metadata":{"name":"a.b"},"spec":{"ports":[{"port":80}]}}""", "metadata.name: Invalid value: \"a.b\": must not contain dots")]
    [InlineData("rbac.authorization.k8s.io/v1", "Role", """{"metadata":{"name":"a/b"}}""", "metadata.name: Invalid value: \"a/b\": may not contain '/'")]
    [InlineData("rbac.authorization.k8s.io/v1", "Role", """{"rules":[{"apiGroups":[""],"resources":["pods"]}]}""", "rules[0].verbs: Required value: verbs must contain at least one value")]
    [InlineData("rbac.authorization.k8s.io/v1", "RoleBinding", """{"subjects":[{"kind":"User","name":"u"}]}""", "roleRef.kind: Unsupported value: \"\": supported values: \"Role\", \"ClusterRole\", roleRef.name: Required value")]
    [InlineData("batch/v1", "CronJob", """{"spec":{"schedule":"every day","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"x"}]}}}}}}""", "spec.schedule: Invalid value: \"every day\": expected exactly 5 fields, found 2: [every day]")]
    [InlineData("networking.k8s.io/v1", "Ingress", """{"spec":{"defaultBackend":{}}}""", "spec.defaultBackend: Invalid value: \"\": resource or service backend is required")]
    [InlineData("v1", "PersistentVolumeClaim", """{"spec":{"accessModes":["ReadWriteOnce"]}}""", "spec.resources[storage]: Required value")]
    [InlineData("v1", "Secret", """{"type":"kubernetes.io/tls"}""", "data[tls.crt]: Required value, data[tls.key]: Required value")]
    [InlineData("v1", "LimitRange", """{"spec":{"limits":[{"type":"Pod"},{"type":"Pod"}]}}""", "spec.limits[1].type: Duplicate value: \"Pod\"")]
    public void ValidateCreate_OtherKinds_ReportInKubernetesWords(string apiVersion, string kind, string body, string expected) =>
        Assert.Equal(expected, Errors(apiVersion, kind, body));

    [Theory]
    [InlineData("v1", "ConfigMap", """{"immutable":true,"data":{"a":"1"}}""", """{"immutable":true,"data":{"a":"2"}}""", "data: Forbidden: field is immutable when `immutable` is set")]
    [InlineData("v1", "Secret", """{"type":"a"}""", """{"type":"b"}""", "type: Invalid value: \"b\": field is immutable")]
    public void ValidateUpdate_ImmutableField_IsRefused(string apiVersion, string kind, string before, string after, string expected)
    {
        var causes = BuiltInValidation.ValidateUpdate(Prepare(apiVersion, kind, after), Prepare(apiVersion, kind, before), GroupVersionKind.Parse(apiVersion, kind));

        Assert.Equal([expected], causes.Select(cause => $"{cause.Field}: {cause.Message}"));
    }

    [Fact]
    public void ValidateCreate_PlainDeployment_IsValid() =>
        Assert.Empty(Errors("apps/v1", "Deployment", "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"a\"}}," + Template + "}}"));
}
