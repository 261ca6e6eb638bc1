using System.Text.Json.Nodes;
using Sampan.Server.Admission.PodSecurity;

namespace Sampan.Server.Tests.Admission.PodSecurity;

public sealed class SecurityStandardsTests
{
    private const string Hardened = """{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]},"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}}""";

    [Theory]
    [InlineData("{\"hostNetwork\":true,\"hostPID\":true}", "{}", "host namespaces (hostNetwork=true, hostPID=true)")]
    [InlineData("{\"volumes\":[{\"name\":\"a\",\"hostPath\":{}},{\"name\":\"b\",\"hostPath\":{}}]}", "{}", "hostPath volumes (volumes \"a\", \"b\")")]
    [InlineData("{}", "{\"privileged\":true,\"procMount\":\"Unmasked\"}", "privileged (container \"c\" must not set securityContext.privileged=true), procMount (container \"c\" must not set securityContext.procMount to \"Unmasked\")")]
    [InlineData("{}", "{\"capabilities\":{\"add\":[\"KILL\",\"SYS_TIME\",\"NET_RAW\"]}}", "non-default capabilities (container \"c\" must not include \"NET_RAW\", \"SYS_TIME\" in securityContext.capabilities.add)")]
    [InlineData("{\"securityContext\":{\"sysctls\":[{\"name\":\"kernel.msgmax\"},{\"name\":\"net.ipv4.tcp_rmem\"}]}}", "{}", "forbidden sysctls (kernel.msgmax)")]
    [InlineData("{\"securityContext\":{\"seLinuxOptions\":{\"type\":\"spc_t\",\"user\":\"u\"}}}", "{\"seLinuxOptions\":{\"role\":\"r\"}}", "seLinuxOptions (pod and container \"c\" set forbidden securityContext.seLinuxOptions: type \"spc_t\"; user may not be set; role may not be set)")]
    [InlineData("{\"securityContext\":{\"seccompProfile\":{\"type\":\"Unconfined\"}}}", "{}", "seccompProfile (pod must not set securityContext.seccompProfile.type to \"Unconfined\")")]
    [InlineData("{\"securityContext\":{\"appArmorProfile\":{\"type\":\"Unconfined\"}}}", "{}", "forbidden AppArmor profile (pod must not set AppArmor profile type to \"Unconfined\")")]
    [InlineData("{\"securityContext\":{\"windowsOptions\":{\"hostProcess\":true}}}", "{}", "hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)")]
    [InlineData("{}", "{}", null)]
    public void Baseline_FindsWaysToTheNode(string spec, string security, string? violations) =>
        Assert.Equal(violations, SecurityStandards.Violations(new(SecurityLevel.Baseline, null), Pod(spec, security)));

    [Theory]
    [InlineData("{}", Hardened, null)]
    [InlineData("{\"volumes\":[{\"name\":\"n\",\"nfs\":{}},{\"name\":\"e\",\"emptyDir\":{}},{\"name\":\"x\"}]}", Hardened, "restricted volume types (volumes \"n\", \"x\" use restricted volume types \"nfs\", \"unknown\")")]
    [InlineData("{\"securityContext\":{\"runAsUser\":0,\"runAsNonRoot\":false}}", Hardened, "runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false), runAsUser=0 (pod must not set runAsUser=0)")]
    [InlineData("{\"hostUsers\":false,\"securityContext\":{\"runAsUser\":0,\"runAsNonRoot\":false}}", Hardened, null)]
    [InlineData("{\"os\":{\"name\":\"windows\"},\"securityContext\":{\"runAsNonRoot\":true}}", "{}", null)]
    public void Restricted_AsksForHardenedPods(string spec, string security, string? violations) =>
        Assert.Equal(violations, SecurityStandards.Violations(new(SecurityLevel.Restricted, null), Pod(spec, security)));

    [Fact]
    public void OlderVersion_KnowsNewerSysctlsNot() =>
        Assert.Equal("forbidden sysctls (net.ipv4.tcp_rmem)", SecurityStandards.Violations(new(SecurityLevel.Baseline, 31), Pod("""{"securityContext":{"sysctls":[{"name":"net.ipv4.tcp_rmem"}]}}""", "{}")));

    [Fact]
    public void Labels_ThatCannotBeRead_EnforceTheStrictestAndAreFaults()
    {
        var labels = new Dictionary<string, string> { ["pod-security.kubernetes.io/enforce"] = "tight", ["pod-security.kubernetes.io/warn-version"] = "1.2" };

        Assert.Equal("restricted:latest", SecurityLabels.Of(labels).Enforce.ToString());
        Assert.Equal(["must be one of privileged, baseline, restricted", "must be \"latest\" or \"v1.x\""], SecurityLabels.Faults(labels).Select(fault => fault.Reason));
    }

    private static JsonObject Pod(string spec, string security)
    {
        var draft = JsonNode.Parse(spec)!.AsObject();
        draft["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["securityContext"] = JsonNode.Parse(security) });
        return new JsonObject { ["spec"] = draft };
    }
}
