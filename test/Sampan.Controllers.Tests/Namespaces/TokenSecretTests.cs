using System.Text;
using Sampan.Controllers.Nodes;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Namespaces;

public sealed class TokenSecretTests
{
    private static readonly EmbeddedControllersOptions Options = new()
    {
        RootCertificate = "PEM",
        SignToken = static claims => $"signed {claims["sub"]} in {claims["kubernetes.io/serviceaccount/secret.name"]}",
        Simulation = SimulationOptions.Immediate,
    };

    [Fact]
    public async Task Secret_OfAnAccount_IsFilled()
    {
        await using var cluster = await ClusterFixture.StartAsync(options: Options);
        var account = await cluster.CreateAsync(WellKnownTypes.ServiceAccounts, """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"robot","namespace":"default"}}""");
        await cluster.CreateAsync(WellKnownTypes.Secrets, Secret("robot-token", "robot"));

        var secret = await cluster.UntilAsync(WellKnownTypes.Secrets, "robot-token", static found => found.Member("data")?.Member("token") is not null);

        Assert.Equal("signed system:serviceaccount:default:robot in robot-token", Text(secret, "token"));
        Assert.Equal("PEM", Text(secret, "ca.crt"));
        Assert.Equal("default", Text(secret, "namespace"));
        Assert.Equal(account.Metadata.Uid, secret.Metadata.Annotations["kubernetes.io/service-account.uid"]);
    }

    [Fact]
    public async Task Secret_WhoseAccountGoes_GoesToo()
    {
        await using var cluster = await ClusterFixture.StartAsync(options: Options);
        await cluster.CreateAsync(WellKnownTypes.ServiceAccounts, """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"robot","namespace":"default"}}""");
        await cluster.CreateAsync(WellKnownTypes.Secrets, Secret("robot-token", "robot"));
        await cluster.CreateAsync(WellKnownTypes.Secrets, """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"other","namespace":"default"}}""");
        await cluster.UntilAsync(WellKnownTypes.Secrets, "robot-token", static found => found.Member("data")?.Member("token") is not null);

        await cluster.DeleteAsync(WellKnownTypes.ServiceAccounts, "robot");

        var left = await cluster.UntilAllAsync(WellKnownTypes.Secrets, static all => all.All(secret => secret.Metadata.Name != "robot-token"));
        Assert.Contains("other", left.Select(secret => secret.Metadata.Name));
    }

    private static string Secret(string name, string account) => $$"""
        {"apiVersion":"v1","kind":"Secret","metadata":{"name":"{{name}}","namespace":"default","annotations":{"kubernetes.io/service-account.name":"{{account}}"} },"type":"kubernetes.io/service-account-token"}
        """;

    private static string Text(KubernetesObject secret, string key) => Encoding.UTF8.GetString(secret.Root.Member("data")!.Value.Member(key)!.Value.GetBytesFromBase64());
}
