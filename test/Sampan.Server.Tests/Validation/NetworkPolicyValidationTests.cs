namespace Sampan.Server.Tests.Validation;

public sealed class NetworkPolicyValidationTests
{
    private const string Api = "networking.k8s.io/v1";

    [Theory]
    [InlineData("""{"ingress":[{"from":[{}]}]}""", "spec.ingress[0].from[0]: Required value: must specify a peer")]
    [InlineData("""{"egress":[{"to":[{"podSelector":{},"ipBlock":{"cidr":"10.0.0.0/8"}}]}]}""", "spec.egress[0].to[0]: Forbidden: may not specify both ipBlock and another peer")]
    [InlineData("""{"egress":[{"to":[{"ipBlock":{}}]}]}""", "spec.egress[0].to[0].ipBlock.cidr: Required value")]
    [InlineData("""{"egress":[{"to":[{"ipBlock":{"cidr":"10.0.0.1/8","except":["11.0.0.0/16","x","10.0.0.0/8","10.1.0.0/16"]}}]}]}""", "spec.egress[0].to[0].ipBlock.cidr: Invalid value: \"10.0.0.1/8\": must not have bits set beyond the prefix length | spec.egress[0].to[0].ipBlock.except[0]: Invalid value: \"11.0.0.0/16\": must be a strict subset of `cidr` | spec.egress[0].to[0].ipBlock.except[1]: Invalid value: \"x\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64) | spec.egress[0].to[0].ipBlock.except[2]: Invalid value: \"10.0.0.0/8\": must be a strict subset of `cidr`")]
    [InlineData("""{"ingress":[{"ports":[{"protocol":"ICMP","port":80,"endPort":79}]}]}""", "spec.ingress[0].ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"TCP\", \"UDP\", \"SCTP\" | spec.ingress[0].ports[0].endPort: Invalid value: 79: must be greater than or equal to `port`")]
    [InlineData("""{"ingress":[{"ports":[{"port":"web","endPort":1},{"endPort":1},{"port":70000}]}]}""", "spec.ingress[0].ports[0].endPort: Invalid value: 1: may not be specified when `port` is non-numeric | spec.ingress[0].ports[1].endPort: Invalid value: 1: may not be specified when `port` is not specified | spec.ingress[0].ports[2].port: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("""{"policyTypes":["Ingress","Both"]}""", "spec.policyTypes[1]: Unsupported value: \"Both\": supported values: \"Ingress\", \"Egress\"")]
    [InlineData("""{"policyTypes":["Ingress","Egress","Ingress"]}""", "spec.policyTypes: Invalid value: [\"Ingress\",\"Egress\",\"Ingress\"]: may not specify more than two policyTypes")]
    [InlineData("""{"podSelector":{"matchExpressions":[{"key":"a","operator":"Near"}]}}""", "spec.podSelector.matchExpressions[0].operator: Invalid value: \"Near\": not a valid selector operator")]
    [InlineData("""{"podSelector":{},"ingress":[{"from":[{"namespaceSelector":{},"podSelector":{}}],"ports":[{"port":1,"endPort":2}]}]}""", "")]
    public void Create_FaultySpec_IsReported(string spec, string expected) => Assert.Equal(expected, Judged.Create(Api, "NetworkPolicy", $"{{\"spec\":{spec}}}"));

    [Fact]
    public void Update_WithARangeThatWasThere_IsValid()
    {
        const string before = """{"spec":{"ingress":[{"from":[{"ipBlock":{"cidr":"10.0.0.1/8"}}]}]}}""";
        const string after = """{"spec":{"egress":[{"to":[{"ipBlock":{"cidr":"10.0.0.1/8"}}]}]}}""";
        Assert.Equal("", Judged.Update(Api, "NetworkPolicy", before, after));
    }
}
