namespace Sampan.Server.Tests.Validation.Devices;

public sealed class DeviceValidationTests
{
    private const string Api = "resource.k8s.io/v1";

    [Theory]
    [InlineData("""{"requests":[{"name":"a"}]}""", "requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c"},"firstAvailable":[{"name":"b","deviceClassName":"c"}]}]}""", "requests[0]: Invalid value: null: exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":""}},{"name":"a","exactly":{"deviceClassName":"c"}}]}""", "requests[0].exactly.deviceClassName: Required value | spec.devices.requests[1]: Duplicate value: \"a\"")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c","allocationMode":"All","count":2}}]}""", "requests[0].exactly.count: Invalid value: 2: must not be specified when allocationMode is 'All'")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c","allocationMode":"Half"}}]}""", "requests[0].exactly.allocationMode: Unsupported value: \"Half\": supported values: \"All\", \"ExactCount\"")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c","count":-1}}]}""", "requests[0].exactly.count: Invalid value: -1: must be greater than zero")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c","selectors":[{},{"cel":{"expression":"1"}},{"cel":{"expression":"device.driver == 'd' && device.attributes['d'].a.startsWith('x')"}}]}}]}""", "requests[0].exactly.selectors[0].cel: Required value | spec.devices.requests[0].exactly.selectors[1].cel.expression: Invalid value: \"1\": must evaluate to bool or the unknown type, not int")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c","selectors":[{"cel":{"expression":"device.mood"}}]}}]}""", "requests[0].exactly.selectors[0].cel.expression: Invalid value: \"device.mood\": compilation failed: ERROR: <input>:1:7: undefined field 'mood'")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c","tolerations":[{"operator":"Exists","value":"v","effect":"Nap"},{"operator":"Near"}]}}]}""", "requests[0].exactly.tolerations[0].value: Invalid value: \"v\": must be empty for operator `Exists` | spec.devices.requests[0].exactly.tolerations[0].effect: Unsupported value: \"Nap\": supported values: \"NoExecute\", \"NoSchedule\", \"None\" | spec.devices.requests[0].exactly.tolerations[1].operator: Unsupported value: \"Near\": supported values: \"Equal\", \"Exists\"")]
    [InlineData("""{"requests":[{"name":"a","firstAvailable":[{"name":"b","deviceClassName":"c"}]}],"constraints":[{"requests":["a","a/b","a/z","a/b/c"],"matchAttribute":"plain"},{}]}""", "constraints[0].requests[2]: Invalid value: \"a/z\": RULE | spec.devices.constraints[0].requests[3]: Invalid value: \"a/b/c\": RULE | spec.devices.constraints[0].matchAttribute: Invalid value: \"plain\": a fully qualified name must be a domain and a name separated by a slash | spec.devices.constraints[1]: Required value: exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple fields are set")]
    [InlineData("""{"requests":[],"config":[{},{"opaque":{"driver":"","parameters":null}},{"opaque":{"driver":"d","parameters":[]}}]}""", "config[0].opaque: Required value | spec.devices.config[1].opaque.driver: Required value | spec.devices.config[1].opaque.driver: Invalid value: \"\": SUBDOMAIN | spec.devices.config[1].opaque.parameters: Required value | spec.devices.config[2].opaque.parameters: Invalid value: \"<value omitted>\": must be a valid JSON object")]
    public void Create_FaultyClaim_IsReported(string devices, string expected) => Assert.Equal(
        $"spec.devices.{expected}"
            .Replace("RULE", "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'", StringComparison.Ordinal)
            .Replace("SUBDOMAIN", "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')", StringComparison.Ordinal),
        Judged.Create(Api, "ResourceClaim", $"{{\"spec\":{{\"devices\":{devices}}}}}"));

    [Theory]
    [InlineData("T.all(a, T.all(b, T.all(c, T.all(d, T.all(e, T.all(f, T.all(g, int('1'.find('[0-9]*')) < 100)))))))", false)]
    [InlineData("device.attributes.all(d, device.attributes[d].all(a, a.contains(d)))", true)]
    [InlineData("device.attributes.all(d, device.attributes[d].all(a, device.attributes.all(e, e.contains(d) && a.contains(e))))", false)]
    [InlineData("device.attributes['d.example.com'].model.lowerAscii().matches('^a+$')", true)]
    public void Create_WithASelector_CountsWhatItCouldCost(string expression, bool isTaken) => Assert.Equal(
        isTaken ? "" : "spec.selectors[0].cel.expression: Forbidden: too complex, exceeds cost limit",
        Judged.Create(Api, "DeviceClass", $$"""{"spec":{"selectors":[{"cel":{"expression":"{{expression.Replace("T.", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].", StringComparison.Ordinal)}}"} }]} }"""));

    [Fact]
    public void Create_TooManyRequests_LooksAtNoneOfThem() => Assert.Equal(
        "spec.spec.devices.requests: Too many: 33: must have at most 32 items",
        Judged.Create(Api, "ResourceClaimTemplate", $"{{\"spec\":{{\"spec\":{{\"devices\":{{\"requests\":[{string.Join(',', Enumerable.Repeat("{}", 33))}]}}}}}}}}"));

    [Theory]
    [InlineData("ResourceClaim", """{"devices":{"requests":[{"name":"","exactly":{"deviceClassName":"c"}}]}}""")]
    [InlineData("ResourceClaimTemplate", """{"spec":{"devices":{"requests":[{"name":"","exactly":{"deviceClassName":"c"}}]}}}""")]
    public void Update_Claim_IsImmutableAndNoMore(string kind, string spec)
    {
        var body = $"{{\"metadata\":{{\"name\":\"x\"}},\"spec\":{spec}}}";
        Assert.Equal("", Judged.Update(Api, kind, body, body));
        Assert.Matches("^spec: Invalid value: .*: field is immutable$", Judged.Update(Api, kind, body, body.Replace("\"c\"", "\"d\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"extendedResourceName":"cpu"}""", "spec.extendedResourceName: Invalid value: \"cpu\": must be a valid extended resource name")]
    [InlineData("""{"extendedResourceName":"example.com/gpu"}""", "")]
    [InlineData("""{"selectors":[{"cel":{"expression":"nothing"}}]}""", "spec.selectors[0].cel.expression: Invalid value: \"nothing\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'nothing' (in container '')")]
    public void Create_DeviceClass_IsValidated(string spec, string expected) => Assert.Equal(expected, Judged.Create(Api, "DeviceClass", $"{{\"spec\":{spec}}}"));

    [Fact]
    public void Update_DeviceClass_StoredExpressionsStay()
    {
        const string before = """{"metadata":{"name":"x"},"spec":{"selectors":[{"cel":{"expression":"nothing"}}]}}""";
        Assert.Equal("", Judged.Update(Api, "DeviceClass", before, before.Replace("\"spec\":{", "\"spec\":{\"extendedResourceName\":\"example.com/gpu\",", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"driver":"d","pool":{"name":"","resourceSliceCount":0,"generation":-1}}""", "spec.pool.name: Required value | spec.pool.resourceSliceCount: Invalid value: 0: must be greater than zero | spec.pool.generation: Invalid value: -1: must be greater than or equal to zero | spec: Required value: PLACES")]
    [InlineData("""{"driver":"d","pool":{"name":"a/b","resourceSliceCount":1},"nodeName":"","allNodes":false,"perDeviceNodeSelection":true}""", "spec.nodeName: Invalid value: \"\": must be either unset or set to a non-empty string | spec.allNodes: Invalid value: false: must be either unset or set to true")]
    [InlineData("""{"driver":"d","pool":{"name":"p","resourceSliceCount":1},"nodeName":"n","allNodes":true}""", "spec: Invalid value: \"{`nodeName`, `allNodes`}\": PLACES, but multiple fields are set")]
    [InlineData("""{"driver":"d","pool":{"name":"p","resourceSliceCount":1},"allNodes":true,"devices":[{"name":"d"}],"sharedCounters":[{"name":"","counters":{}}]}""", "spec: Invalid value: \"\": only one of `sharedCounters` or `devices` is allowed | spec.sharedCounters[0].name: Required value | spec.sharedCounters[0].counters: Required value")]
    public void Create_FaultySlice_IsReported(string spec, string expected) => Assert.Equal(
        expected.Replace("PLACES", "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required", StringComparison.Ordinal),
        Judged.Create(Api, "ResourceSlice", $"{{\"spec\":{spec}}}"));

    [Theory]
    [InlineData("""{"name":"d","attributes":{"a":{},"x/y/z":{"int":1},"b":{"int":1,"bool":true}}}""", ".attributes[a]: Invalid value: \"\": exactly one value must be specified | AT.attributes: Invalid value: \"x/y/z\": must not contain more than one slash | AT.attributes[b]: Invalid value: {\"int\":1,\"bool\":true}: exactly one value must be specified")]
    [InlineData("""{"name":"d","attributes":{"v":{"version":"1.0"}}}""", ".attributes[v].version: Invalid value: \"1.0\": must be a string compatible with semver.org spec 2.0.0")]
    [InlineData("""{"name":"d","nodeName":"n"}""", ": Invalid value: null: `nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec")]
    [InlineData("""{"name":"d","taints":[{"key":"k","effect":""},{"key":"k","effect":"Nap"}]}""", ".taints[0].effect: Required value | AT.taints[1].effect: Unsupported value: \"Nap\": supported values: \"NoExecute\", \"NoSchedule\", \"None\"")]
    [InlineData("""{"name":"d","bindingConditions":["a","a"]}""", ".bindingConditions[1]: Duplicate value: \"a\" | AT.bindingFailureConditions: Invalid value: null: bindingFailureConditions are required to use bindingConditions")]
    [InlineData("""{"name":"d","bindingConditions":["a"],"bindingFailureConditions":["a"]}""", ".bindingFailureConditions[0]: Invalid value: \"a\": bindingFailureConditions must not overlap with bindingConditions")]
    [InlineData("""{"name":"d","capacity":{"m":{"value":"10","requestPolicy":{"default":"1"}}}}""", ".capacity[m].requestPolicy: Forbidden: allowMultipleAllocations must be true")]
    [InlineData("""{"name":"d","allowMultipleAllocations":true,"capacity":{"m":{"value":"10","requestPolicy":{"default":"3","validValues":["2","1","11"]}}}}""", ".capacity[m].requestPolicy.validValues[1]: Invalid value: \"1\": values must be sorted in ascending order | AT.capacity[m].requestPolicy.validValues[2]: Invalid value: \"11\": option is larger than capacity value: 10 | AT.capacity[m].requestPolicy.validValues: Invalid value: \"3\": default value is not valid according to the requestPolicy")]
    [InlineData("""{"name":"d","allowMultipleAllocations":true,"capacity":{"m":{"value":"10","requestPolicy":{"default":"4","validRange":{"min":"1","max":"8","step":"2"}}}}}""", ".capacity[m].requestPolicy.validRange.step: Invalid value: \"4\": value is not a multiple of a given step (2) from (1) | AT.capacity[m].requestPolicy.validRange.step: Invalid value: \"8\": value is not a multiple of a given step (2) from (1)")]
    [InlineData("""{"name":"d","consumesCounters":[{"counterSet":"","counters":{"c":{"value":"1"}}}]}""", ".consumesCounters[0].counterSet: Required value")]
    public void Create_FaultyDevice_IsReported(string device, string expected) => Assert.Equal(
        ("AT" + expected).Replace("AT", "spec.devices[0]", StringComparison.Ordinal),
        Judged.Create(Api, "ResourceSlice", $"{{\"spec\":{{\"driver\":\"d\",\"pool\":{{\"name\":\"p\",\"resourceSliceCount\":1}},\"allNodes\":true,\"devices\":[{device}]}}}}"));

    [Fact]
    public void Update_Slice_StaysWithItsDriverPoolAndNode() => Assert.Equal(
        "spec.pool.name: Invalid value: \"q\": field is immutable | spec.driver: Invalid value: \"e\": field is immutable | spec.nodeName: Invalid value: \"m\": field is immutable",
        Judged.Update(
            Api,
            "ResourceSlice",
            """{"metadata":{"name":"x"},"spec":{"driver":"d","pool":{"name":"p","resourceSliceCount":1},"nodeName":"n"}}""",
            """{"metadata":{"name":"x"},"spec":{"driver":"e","pool":{"name":"q","resourceSliceCount":1},"nodeName":"m"}}"""));

    [Theory]
    [InlineData("{}", """{"reservedFor":[{"resource":"pods","name":"","uid":"u"},{"resource":"pods","name":"p","uid":"u"}]}""", "status.reservedFor[0].name: Required value | status.reservedFor[1]: Duplicate value: \"u\" | status.reservedFor: Forbidden: may not be specified when `allocated` is not set")]
    [InlineData("{}", """{"allocation":{"devices":{"results":[{"request":"b","driver":"d","pool":"p","device":"x"}],"config":[{"source":"FromSky","opaque":{"driver":"d","parameters":{}}}]}}}""", "status.allocation.devices.results[0].request: Invalid value: \"b\": must be the name of a request in the claim or the name of a request and a subrequest separated by '/' | status.allocation.devices.config[0].source: Unsupported value: \"FromSky\": supported values: \"FromClaim\", \"FromClass\"")]
    [InlineData("""{"allocation":{"devices":{"results":[]}}}""", """{"allocation":{"devices":{"results":[{"request":"a","driver":"d","pool":"p","device":"x"}]}}}""", "status.allocation: Invalid value: {\"devices\":{\"results\":[{\"request\":\"a\",\"driver\":\"d\",\"pool\":\"p\",\"device\":\"x\"}]}}: field is immutable")]
    [InlineData("{}", """{"devices":[{"driver":"d","pool":"p","device":"x","networkData":{"ips":["10.0.0.1","10.0.0.01/24"]}}]}""", "status.devices[0]: Invalid value: \"d/p/x\": must be an allocated device in the claim | status.devices[0].networkData.ips[0]: Invalid value: \"10.0.0.1\": must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64) | status.devices[0].networkData.ips[1]: Invalid value: \"10.0.0.01/24\": must be in canonical form (\"10.0.0.1/24\")")]
    public void Status_FaultyClaim_IsReported(string before, string after, string expected) => Assert.Equal(expected, Judged.Status(Api, "ResourceClaim", Claim(before), Claim(after)));

    private static string Claim(string status) => $"{{\"spec\":{{\"devices\":{{\"requests\":[{{\"name\":\"a\",\"exactly\":{{\"deviceClassName\":\"c\"}}}}]}}}},\"status\":{status}}}";
}
