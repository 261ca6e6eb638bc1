using Sampan.Controllers.Nodes;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Namespaces;

public sealed class RootCertificateTests
{
    private const string Name = "kube-root-ca.crt";

    [Fact]
    public async Task Namespaces_HaveTheCertificate_AndHaveItAsItIs()
    {
        await using var cluster = await ClusterFixture.StartAsync(options: new EmbeddedControllersOptions { RootCertificate = "PEM", Simulation = SimulationOptions.Immediate });
        await cluster.CreateAsync(WellKnownTypes.Namespaces, """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team"}}""");
        foreach (var @namespace in (string[])["default", "kube-system", "team"])
        {
            await UntilAsync(@namespace);
        }

        await cluster.PatchAsync(WellKnownTypes.ConfigMaps, Name, """{"data":{"ca.crt":"other","more":"x"}}""", "team");
        await UntilAsync("team");
        await cluster.DeleteAsync(WellKnownTypes.ConfigMaps, Name, @namespace: "team");
        await UntilAsync("team");

        Task UntilAsync(string @namespace) => cluster.UntilAsync(WellKnownTypes.ConfigMaps, Name, found => found.Member("data")!.Value.GetRawText() == """{"ca.crt":"PEM"}""", @namespace);
    }

    [Fact]
    public async Task WithoutACertificate_NamespacesHaveNone()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        await cluster.CreateAsync(WellKnownTypes.ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"mine","namespace":"default"}}""");

        var all = await cluster.UntilAllAsync(WellKnownTypes.ConfigMaps, found => found.Any(map => map.Metadata.Name == "mine"));

        Assert.DoesNotContain(Name, all.Select(map => map.Metadata.Name));
    }
}
