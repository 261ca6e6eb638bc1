using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Decoding;
using Sampan.Server.Defaulting;
using Sampan.Server.Schemas;
using Sampan.Server.Validation;

namespace Sampan.Server.Tests.Validation;

public sealed class KindValidationTests
{
    private static JsonObject Prepare(string apiVersion, string kind, string body)
    {
        var type = GroupVersionKind.Parse(apiVersion, kind);
        var json = JsonNode.Parse(body)!.AsObject();
        json.TryAdd("metadata", new JsonObject { ["name"] = "x" });
        var draft = ObjectDecoder.Decode(json, BuiltInTypes.Instance.Find(type)!).Object;
        BuiltInDefaults.Apply(draft, type);
        return draft;
    }

    private static string Show(IEnumerable<Sampan.Kubernetes.Errors.StatusCause> causes) => string.Join(", ", causes.Select(cause => $"{cause.Field}: {cause.Message.Split('\n')[0]}"));

    [Theory]
    [InlineData("v1", "ResourceQuota", """{"spec":{"hard":{"pods":"1.5"}}}""", "spec.hard[pods]: Invalid value: \"1500m\": must be an integer")]
    [InlineData("v1", "ResourceQuota", """{"spec":{"hard":{"pods":"1"},"scopes":["Terminating","NotTerminating"]}}""", "spec.scopes: Invalid value: [\"Terminating\",\"NotTerminating\"]: conflicting scopes")]
    [InlineData("v1", "Node", """{"spec":{"taints":[{"key":"a"}]}}""", "metadata.taints[0].effect: Required value")]
    [InlineData("v1", "Endpoints", """{"subsets":[{"addresses":[{"ip":"127.0.0.1"}]}]}""", "subsets[0].addresses[0].ip: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)")]
    [InlineData("discovery.k8s.io/v1", "EndpointSlice", """{"addressType":"IPv4","endpoints":[{"addresses":["fd00::1"]}]}""", "endpoints[0].addresses[0]: Invalid value: \"fd00::1\": must be an IPv4 address")]
    [InlineData("autoscaling/v2", "HorizontalPodAutoscaler", """{"spec":{"minReplicas":3,"maxReplicas":2,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"}}}""", "spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`")]
    [InlineData("networking.k8s.io/v1", "ServiceCIDR", """{"spec":{"cidrs":["10.0.0.1/24"]}}""", "spec.cidrs[0]: Invalid value: \"10.0.0.1/24\": must not have bits set beyond the prefix length")]
    [InlineData("networking.k8s.io/v1", "IPAddress", """{"metadata":{"name":"x"},"spec":{"parentRef":{"resource":"services","name":"s"}}}""", "metadata.name: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("scheduling.k8s.io/v1", "PriorityClass", """{"value":1000000001}""", "value: Forbidden: maximum allowed value of a user defined priority is 1000000000")]
    [InlineData("storage.k8s.io/v1", "CSINode", """{"spec":{"drivers":[{"name":"a","nodeID":""}]}}""", "spec.drivers[0].nodeID: Required value")]
    [InlineData("flowcontrol.apiserver.k8s.io/v1", "FlowSchema", """{"spec":{"matchingPrecedence":20000,"priorityLevelConfiguration":{"name":"p"}}}""", "spec.matchingPrecedence: Invalid value: 20000: must not be greater than 10000")]
    [InlineData("apiregistration.k8s.io/v1", "APIService", """{"metadata":{"name":"v1.g.io"},"spec":{"group":"g.io","version":"v1","groupPriorityMinimum":1,"versionPriority":0,"service":{"name":"s","namespace":"n"}}}""", "spec.versionPriority: Invalid value: 0: must be positive and less than 1000")]
    [InlineData("v1", "Pod", """{"spec":{"containers":[{"name":"c","image":"x"}],"volumes":[{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}]}}""", "spec.volumes[0].projected.sources[0].serviceAccountToken: Forbidden: must not be specified when serviceAccountName is not set")]
    public void ValidateCreate_FaultyObject_ReportsInKubernetesWords(string apiVersion, string kind, string body, string expected) =>
        Assert.Equal(expected, Show(BuiltInValidation.ValidateCreate(Prepare(apiVersion, kind, body), GroupVersionKind.Parse(apiVersion, kind))));

    [Theory]
    [InlineData("v1", "Pod", """{"spec":{"containers":[{"name":"c","image":"x"}],"hostname":"a"}}""", """{"spec":{"containers":[{"name":"c","image":"x"}],"hostname":"b"}}""", "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)")]
    [InlineData("v1", "Pod", """{"spec":{"containers":[{"name":"c","image":"x"}]}}""", """{"spec":{"containers":[{"name":"c","image":"y"}],"tolerations":[{"key":"k","operator":"Exists"}]}}""", "")]
    [InlineData("v1", "Pod", """{"spec":{"containers":[{"name":"c","image":"x"}]}}""", """{"spec":{"containers":[{"name":"c","image":"x"}],"schedulingGates":[{"name":"a/b"}]}}""", "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'a/b'")]
    [InlineData("v1", "Node", """{"spec":{"podCIDR":"10.0.0.0/24"}}""", """{"spec":{"podCIDR":"10.0.1.0/24"}}""", "spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to valid")]
    [InlineData("node.k8s.io/v1", "RuntimeClass", """{"handler":"a"}""", """{"handler":"b"}""", "handler: Invalid value: \"b\": field is immutable")]
    [InlineData("discovery.k8s.io/v1", "EndpointSlice", """{"addressType":"IPv4","endpoints":[]}""", """{"addressType":"IPv6","endpoints":[]}""", "addressType: Invalid value: \"IPv6\": field is immutable")]
    [InlineData("v1", "PersistentVolumeClaim", """{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""", """{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"2Gi"}}}}""", "spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims")]
    [InlineData("v1", "PersistentVolumeClaim", """{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}},"status":{"phase":"Bound"}}""", """{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"2Gi"}}},"status":{"phase":"Bound"}}""", "")]
    public void ValidateUpdate_ChangedObject_ReportsWhatMustNotChange(string apiVersion, string kind, string before, string after, string expected) =>
        Assert.Equal(expected, Show(BuiltInValidation.ValidateUpdate(Prepare(apiVersion, kind, after), Prepare(apiVersion, kind, before), GroupVersionKind.Parse(apiVersion, kind))));

    [Theory]
    [InlineData("v1", "Pod", """{"status":{"podIPs":[{"ip":"1.2.3.4"},{"ip":"::1"}]}}""", "")]
    [InlineData("apps/v1", "Deployment", """{"status":{"replicas":1,"readyReplicas":2}}""", "status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas")]
    [InlineData("v1", "Service", """{"kind":"Service","spec":{"type":"LoadBalancer","ports":[{"port":1}]},"status":{"loadBalancer":{"ingress":[{"hostname":"1.2.3.4"}]}}}""", "status.loadBalancer.ingress[0].hostname: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address")]
    [InlineData("batch/v1", "Job", """{"status":{"active":-1}}""", "status.active: Invalid value: -1: must be greater than or equal to 0")]
    public void ValidateSubresource_FaultyStatus_IsReported(string apiVersion, string kind, string body, string expected)
    {
        var draft = Prepare(apiVersion, kind, body);
        Assert.Equal(expected, Show(BuiltInValidation.ValidateSubresource(draft, draft, GroupVersionKind.Parse(apiVersion, kind), "status", allowsPrivileged: true)));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array"}}}""", "spec.validation.openAPIV3Schema.properties[a].items: Required value: must be specified")]
    [InlineData("""{"type":"object","properties":{"a":{}}}""", "spec.validation.openAPIV3Schema.properties[a].type: Required value: must not be empty for specified object fields")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"},"x-kubernetes-list-type":"bag"}}}""", "spec.validation.openAPIV3Schema.properties[a].x-kubernetes-list-type: Unsupported value: \"bag\": supported values: \"atomic\", \"set\", \"map\"")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer","default":"x"}}}""", "spec.validation.openAPIV3Schema.properties[a].default: Invalid value: \"string\":  in body must be of type integer: \"string\"")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer","default":2.0,"minimum":2.5}}}""", "spec.validation.openAPIV3Schema.properties[a].default: Invalid value: \"\": Minimum boundary value must be of type integer (default format) in , spec.validation.openAPIV3Schema.properties[a].default: Invalid value: 2:  in body should be greater than or equal to 2.5")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"string"}},"default":{"d":1,"c":2.0}}}}""", "spec.validation.openAPIV3Schema.properties[a].default: Invalid value: {\"c\":2,\"d\":1}: must not have unknown fields")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","default":"bc","x-kubernetes-validations":[{"rule":"self == 'b'"}]}}}""", "spec.validation.openAPIV3Schema.properties[a].default: Invalid value: \"bc\": failed rule: self == 'b'")]
    [InlineData("""{"type":"object","not":{"properties":{"b":{"minLength":1}}},"properties":{"a":{"type":"string","anyOf":[{"nullable":true}]}}}""", "spec.validation.openAPIV3Schema.properties[a].anyOf[0].nullable: Forbidden: must be false to be structural, spec.validation.openAPIV3Schema.properties[b]: Required value: because it is defined in spec.validation.openAPIV3Schema.not.properties[b]")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","pattern":"["}}}""", "spec.validation.openAPIV3Schema.properties[a].pattern: Invalid value: \"[\": must be a valid regular expression, but isn't: error parsing regexp: missing closing ]: `[`")]
    [InlineData("""{"type":"object","properties":{"metadata":{"type":"object","properties":{"name":{"type":"string","default":"x"}}}}}""", "spec.validation.openAPIV3Schema.properties[metadata].properties[name].default: Forbidden: must not be set in top-level metadata")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"object"},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"]}}}""", "spec.validation.openAPIV3Schema.properties[a].x-kubernetes-list-map-keys: Invalid value: [\"k\"]: entries must all be names of item properties")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"nonsense","x-kubernetes-validations":[{"rule":"self.b"}]}}}""", "spec.validation.openAPIV3Schema.properties[a].type: Unsupported value: \"nonsense\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"")]
    [InlineData("""{"type":"object","x-kubernetes-preserve-unknown-fields":true}""", "")]
    public void ValidateCreate_Definition_MustBeStructural(string schema, string expected)
    {
        var definition = Prepare("apiextensions.k8s.io/v1", "CustomResourceDefinition", """
            {"metadata":{"name":"foos.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"foos","singular":"foo","kind":"Foo","listKind":"FooList"},
            "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":SCHEMA}}]},"status":{"storedVersions":["v1"]}}
            """.Replace("SCHEMA", schema, StringComparison.Ordinal));
        Assert.Equal(expected, Show(BuiltInValidation.ValidateCreate(definition, GroupVersionKind.Parse("apiextensions.k8s.io/v1", "CustomResourceDefinition"))));
    }

    [Theory]
    [InlineData("\"group\":\"example\"", "spec.group: Invalid value: \"example\": should be a domain with at least one dot")]
    [InlineData("\"names\":{\"plural\":\"foos\",\"singular\":\"foo\",\"kind\":\"Foo\",\"listKind\":\"FooList\",\"categories\":[\"x y\"]}", "spec.names.categories[0]: Invalid value: \"x y\": a DNS-1035 label must consist")]
    [InlineData("\"versions\":[{\"name\":\"v1\",\"served\":true,\"storage\":true,\"deprecationWarning\":\"\",\"schema\":{\"openAPIV3Schema\":{\"type\":\"object\"}}}]", "spec.versions[0].deprecationWarning: Invalid value: \"\": can only be set for deprecated versions")]
    [InlineData("\"versions\":[{\"name\":\"v1\",\"served\":true,\"storage\":true,\"selectableFields\":[{\"jsonPath\":\"a\"}],\"schema\":{\"openAPIV3Schema\":{\"type\":\"object\"}}}]", "spec.selectableFields[0].jsonPath: Invalid value: \"a\": is an invalid path: expected [ or . but got: a")]
    [InlineData("\"versions\":[{\"name\":\"v1\",\"served\":true,\"storage\":true,\"subresources\":{\"status\":{}},\"schema\":{\"openAPIV3Schema\":{\"type\":\"object\",\"not\":{\"required\":[\"a\"]}}}}]", "fields are allowed at the root of the schema if the status subresource is enabled")]
    public void ValidateCreate_Definition_IsCheckedBesideItsSchema(string part, string expected)
    {
        var definition = Prepare("apiextensions.k8s.io/v1", "CustomResourceDefinition", """
            {"metadata":{"name":"foos.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"foos","singular":"foo","kind":"Foo","listKind":"FooList"},
            "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]},"status":{"storedVersions":["v1"]}}
            """);
        foreach (var (name, value) in System.Text.Json.Nodes.JsonNode.Parse($"{{{part}}}")!.AsObject())
        {
            definition["spec"]![name] = value?.DeepClone();
        }

        Assert.Contains(expected, Show(BuiltInValidation.ValidateCreate(definition, GroupVersionKind.Parse("apiextensions.k8s.io/v1", "CustomResourceDefinition"))), StringComparison.Ordinal);
    }
}
