namespace Sampan.Server.Tests.Validation;

public sealed class EndpointsValidationTests
{
    private const string NotAnAddress = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
    private const string Label = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private const string Subdomain = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    [Theory]
    [InlineData("{}", "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`")]
    [InlineData("""{"addresses":[{"ip":"x","hostname":"H","nodeName":"N"}]}""", "subsets[0].addresses[0].ip: Invalid value: \"x\": " + NotAnAddress + " | subsets[0].addresses[0].hostname: Invalid value: \"H\": " + Label + " | subsets[0].addresses[0].nodeName: Invalid value: \"N\": " + Subdomain + " | subsets[0].addresses[0].ip: Invalid value: \"x\": must be a valid IP address")]
    [InlineData("""{"notReadyAddresses":[{"ip":"10.0.0.01"},{"ip":"0.0.0.0"},{"ip":"::1"},{"ip":"fe80::1"},{"ip":"224.0.0.1"}]}""", "subsets[0].notReadyAddresses[0].ip: Invalid value: \"10.0.0.01\": must not have leading 0s | subsets[0].notReadyAddresses[1].ip: Invalid value: \"0.0.0.0\": may not be unspecified (0.0.0.0) | subsets[0].notReadyAddresses[2].ip: Invalid value: \"::1\": may not be in the loopback range (127.0.0.0/8, ::1/128) | subsets[0].notReadyAddresses[3].ip: Invalid value: \"fe80::1\": may not be in the link-local range (169.254.0.0/16, fe80::/10) | subsets[0].notReadyAddresses[4].ip: Invalid value: \"224.0.0.1\": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")]
    [InlineData("""{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":0,"protocol":"ICMP"},{"name":"N","port":70000,"appProtocol":"a b"}]}""", "subsets[0].ports[0].name: Required value | subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive | subsets[0].ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\" | subsets[0].ports[1].name: Invalid value: \"N\": " + Label + " | subsets[0].ports[1].port: Invalid value: 70000: must be between 1 and 65535, inclusive | subsets[0].ports[1].appProtocol: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    public void Create_FaultyEndpoints_AreReported(string subset, string expected) => Assert.Equal(expected, Judged.Create("v1", "Endpoints", $$$"""{"subsets":[{{{subset}}}]}"""));

    [Theory]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"x"}]}],"metadata":{"name":"e","labels":{"a":"b"}}}""", "")]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"y"}]}]}""", "subsets[0].addresses[0].ip: Invalid value: \"y\": " + NotAnAddress + " | subsets[0].addresses[0].ip: Invalid value: \"y\": must be a valid IP address")]
    public void Update_OfEndpoints_JudgesThemOnlyIfTheyHaveChanged(string after, string expected) =>
        Assert.Equal(expected, Judged.Update("v1", "Endpoints", """{"subsets":[{"addresses":[{"ip":"x"}]}]}""", after));

    [Theory]
    [InlineData("""{"addressType":"IP","ports":[{"name":"a"},{"name":"a","protocol":"ICMP"}],"endpoints":[{}]}""", "addressType: Unsupported value: \"IP\": supported values: \"FQDN\", \"IPv4\", \"IPv6\" | ports[1].name: Duplicate value: \"a\" | ports[1].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\" | endpoints[0].addresses: Required value: must contain at least 1 address")]
    [InlineData("""{"addressType":"IPv6","endpoints":[{"addresses":["10.0.0.01","10.0.0.1","::ffff:1.2.3.4","fe80::1"]}]}""", "endpoints[0].addresses[0]: Invalid value: \"10.0.0.01\": must not have leading 0s | endpoints[0].addresses[1]: Invalid value: \"10.0.0.1\": must be an IPv6 address | endpoints[0].addresses[2]: Invalid value: \"::ffff:1.2.3.4\": must not be an IPv4-mapped IPv6 address | endpoints[0].addresses[3]: Invalid value: \"fe80::1\": may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("""{"addressType":"FQDN","endpoints":[{"addresses":["a.b.","a","","A.b"]}]}""", "endpoints[0].addresses[1]: Invalid value: \"a\": should be a domain with at least two segments separated by dots | endpoints[0].addresses[2]: Required value | endpoints[0].addresses[3]: Invalid value: \"A.b\": " + Subdomain)]
    [InlineData("""{"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"],"hostname":"H","nodeName":"N","hints":{"forZones":[{"name":"-"},{"name":"z"},{"name":"z"}],"forNodes":[{"name":"n"},{"name":"n"},{"name":"N"}]}}]}""", "endpoints[0].nodeName: Invalid value: \"N\": " + Subdomain + " | endpoints[0].hostname: Invalid value: \"H\": " + Label + " | endpoints[0].hints.forZones[0].name: Invalid value: \"-\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?') | endpoints[0].hints.forZones[2].name: Duplicate value: \"z\" | endpoints[0].hints.forNodes[1].name: Duplicate value: \"n\" | endpoints[0].hints.forNodes[2].name: Invalid value: \"N\": " + Subdomain)]
    public void Create_FaultySlice_IsReported(string body, string expected) => Assert.Equal(expected, Judged.Create("discovery.k8s.io/v1", "EndpointSlice", body));

    [Theory]
    [InlineData("IPv4", "127.0.0.1")]
    [InlineData("IPv6", "::1")]
    public void Create_SliceOfThisMachine_IsValid(string type, string address) =>
        Assert.Equal("", Judged.Create("discovery.k8s.io/v1", "EndpointSlice", $$$"""{"addressType":"{{{type}}}","endpoints":[{"addresses":["{{{address}}}"]}]}"""));

    [Fact]
    public void Create_SliceWithTooMuch_IsReported()
    {
        static string Many(int count, string entry) => string.Join(',', Enumerable.Repeat(entry, count));

        Assert.Equal(
            "endpoints[0].addresses: Too many: 101: must have at most 100 items | endpoints[0].hints.forZones: Too many: 9: must have at most 8 items",
            Judged.Create("discovery.k8s.io/v1", "EndpointSlice", $$$"""{"addressType":"IPv4","endpoints":[{"addresses":[{{{Many(101, "\"10.0.0.1\"")}}}],"hints":{"forZones":[{{{Many(9, "{\"name\":\"z\"}")}}}]}}]}"""));
    }

    [Fact]
    public void Update_OfASlicesType_IsReportedWithoutItsEndpoints() => Assert.Equal(
        "addressType: Invalid value: \"IPv6\": field is immutable",
        Judged.Update("discovery.k8s.io/v1", "EndpointSlice", """{"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}]}""", """{"addressType":"IPv6","endpoints":[{"addresses":["10.0.0.1"]}]}"""));
}
