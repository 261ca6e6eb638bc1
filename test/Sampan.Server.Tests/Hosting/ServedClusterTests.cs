using Sampan.Kubernetes.Clusters;
using Sampan.Server.Hosting;
using Sampan.Server.Tests.Embedded;
using Door = Sampan.Kubernetes.Clusters.Http;

namespace Sampan.Server.Tests.Hosting;

/// <summary>The door over HTTP, with TLS and the client certificate of a written kubeconfig.</summary>
public sealed class ServedClusterTests : ClusterContract
{
    private readonly string _kubeconfig = Path.Combine(Path.GetTempPath(), $"sampan-{Guid.NewGuid():N}.kubeconfig");
    private ServerEndpoint _endpoint = null!;
    private Door.HttpCluster _cluster = null!;

    [Fact]
    public async Task AnswerOfAnotherAuthority_CannotBeReached()
    {
        await using var other = await ServerEndpoint.StartAsync(Server, new EndpointOptions(), Token);
        Kubeconfig.Write(_kubeconfig, other, ["hub"], "hub");
        var text = await File.ReadAllTextAsync(_kubeconfig, Token);
        await File.WriteAllTextAsync(_kubeconfig, text.Replace(other.Address.Authority, _endpoint.Address.Authority, StringComparison.Ordinal), Token);
        using var cluster = Door.Kubeconfig.Load(_kubeconfig).Connect();

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => cluster.GetVersionAsync(Token).AsTask());

        Assert.StartsWith("Cluster \"hub\" at https://", failure.Message, StringComparison.Ordinal);
    }

    public override async ValueTask DisposeAsync()
    {
        _cluster.Dispose();
        File.Delete(_kubeconfig);
        await _endpoint.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async ValueTask<ICluster> ConnectAsync(string cluster)
    {
        _endpoint = await ServerEndpoint.StartAsync(Server, new EndpointOptions(), Token);
        Kubeconfig.Write(_kubeconfig, _endpoint, [cluster], cluster);
        _cluster = Door.Kubeconfig.Load(_kubeconfig).Connect();
        return _cluster;
    }
}
