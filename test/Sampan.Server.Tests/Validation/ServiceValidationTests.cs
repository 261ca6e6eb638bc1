using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.Validation;

public sealed class ServiceValidationTests
{
    [Theory]
    [InlineData(""" "ports":[{"port":80,"appProtocol":"a b"}] """, "spec.ports[0].appProtocol: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData(""" "ports":[{"port":80,"nodePort":30080}] """, "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'")]
    [InlineData(""" "type":"NodePort","ports":[{"name":"a","port":80,"nodePort":30080},{"name":"b","port":81,"nodePort":30080}] """, "spec.ports[1].nodePort: Duplicate value: 30080")]
    [InlineData(""" "sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":86401}},"ports":[{"port":80}] """, "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400")]
    [InlineData(""" "externalIPs":["127.0.0.1","010.0.0.1","1.2.3"],"ports":[{"port":80}] """, "spec.externalIPs[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128) | spec.externalIPs[1]: Invalid value: \"010.0.0.1\": must not have leading 0s | spec.externalIPs[2]: Invalid value: \"1.2.3\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData(""" "loadBalancerSourceRanges":["10.0.0.0/33"],"ports":[{"port":80}] """, "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer' | spec.LoadBalancerSourceRanges[0]: Invalid value: \"10.0.0.0/33\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData(""" "type":"LoadBalancer","loadBalancerSourceRanges":[" 10.0.0.0/8 "],"ports":[{"port":80}] """, "")]
    [InlineData(""" "allocateLoadBalancerNodePorts":true,"loadBalancerClass":"a/b","ports":[{"port":80}] """, "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer' | spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'")]
    [InlineData(""" "externalTrafficPolicy":"Local","healthCheckNodePort":30000,"ports":[{"port":80}] """, "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services | spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'")]
    [InlineData(""" "trafficDistribution":"Near","ports":[{"port":80}] """, "spec.trafficDistribution: Unsupported value: \"Near\": supported values: \"PreferClose\", \"PreferSameZone\", \"PreferSameNode\"")]
    [InlineData(""" "type":"ExternalName","externalName":"a.b.","clusterIPs":["None"],"ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack" """, "spec.clusterIPs: Forbidden: may not be set for ExternalName services | spec.ipFamilies: Forbidden: may not be set for ExternalName services | spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services")]
    [InlineData(""" "type":"NodePort","clusterIP":"None","clusterIPs":["None"],"ports":[{"port":80}] """, "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services")]
    public void Create_FaultySpec_IsReported(string spec, string expected) => Assert.Equal(expected, Judged.Create("v1", "Service", $"{{\"spec\":{{{spec}}}}}"));

    [Theory]
    [InlineData(""" "clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1"] """, """ "clusterIP":"10.0.0.2","clusterIPs":["10.0.0.2"] """, "spec.clusterIPs[0]: Invalid value: [\"10.0.0.2\"]: may not change once set")]
    [InlineData(""" "clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1"],"ipFamilies":["IPv4"] """, """ "clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1"],"ipFamilies":["IPv6"] """, "spec.ipFamilies[0]: Invalid value: [\"IPv6\"]: may not change once set | spec.clusterIPs[0]: Invalid value: \"10.0.0.1\": expected an IPv6 value as indicated by `ipFamilies[0]`")]
    [InlineData(""" "type":"LoadBalancer","loadBalancerClass":"a/b" """, """ "type":"LoadBalancer" """, "spec.loadBalancerClass: Invalid value: null: may not change once set")]
    [InlineData(""" "externalIPs":["010.0.0.1"] """, """ "externalIPs":["010.0.0.1"] """, "")]
    public void Update_OfWhatMustStay_IsReported(string before, string after, string expected) =>
        Assert.Equal(expected, Judged.Update("v1", "Service", $"{{\"spec\":{{\"ports\":[{{\"port\":80}}],{before}}}}}", $"{{\"spec\":{{\"ports\":[{{\"port\":80}}],{after}}}}}"));

    [Theory]
    [InlineData(""" "ipFamilyPolicy":"RequireDualStack" """, "spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not configured for dual-stack services")]
    [InlineData(""" "ipFamilies":["IPv6"] """, "spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster")]
    [InlineData(""" "ipFamilies":["IPv4","IPv6"] """, "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified")]
    [InlineData(""" "clusterIP":"::5" """, "spec.clusterIPs[0]: Invalid value: [\"::5\"]: IPv6 is not configured on this cluster")]
    [InlineData(""" "clusterIPs":["10.0.0.1"] """, "spec.clusterIPs: Invalid value: [\"10.0.0.1\"]: must be empty when `clusterIP` is not specified")]
    [InlineData(""" "clusterIP":"x" """, "spec.clusterIPs[0]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    public async Task Create_OfFamiliesThatTheClusterLacks_IsRefused(string spec, string expected)
    {
        await using var server = EmbeddedServer.InMemory();
        await server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        var (code, message) = await new ApiUser(server, UserInfo.Master("admin")).SendAsync("POST", "/api/v1/namespaces/default/services", $"{{\"metadata\":{{\"name\":\"x\"}},\"spec\":{{\"selector\":{{\"a\":\"b\"}},\"ports\":[{{\"port\":80}}],{spec}}}}}");
        Assert.Equal((422, $"Service \"x\" is invalid: {expected}"), (code, message));
    }
}
