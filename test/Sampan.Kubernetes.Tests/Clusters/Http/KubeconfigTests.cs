using Sampan.Kubernetes.Clusters.Http;

namespace Sampan.Kubernetes.Tests.Clusters.Http;

public sealed class KubeconfigTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"sampan-{Guid.NewGuid():N}.yaml");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Connect_KnownContext_NamesTheCluster()
    {
        var kubeconfig = Load("""
            apiVersion: v1
            kind: Config
            current-context: hub
            clusters:
            - name: fleet
              cluster: {server: "https://127.0.0.1:6443/clusters/hub", insecure-skip-tls-verify: true}
            users:
            - name: admin
              user: {token: secret}
            contexts:
            - name: hub
              context: {cluster: fleet, user: admin, namespace: team}
            - name: member1
              context: {cluster: fleet, user: admin}
            """);
        Assert.Equal(["hub", "member1"], kubeconfig.Contexts);
        Assert.Equal("hub", kubeconfig.CurrentContext);
        Assert.Equal(("team", "default"), (kubeconfig.NamespaceOf(), kubeconfig.NamespaceOf("member1")));
        using var cluster = kubeconfig.Connect("");
        Assert.Equal("hub", cluster.Name);
    }

    [Fact]
    public void Connect_UnknownContext_SaysWhichThereAre()
    {
        var kubeconfig = Load("contexts: [{name: a, context: {cluster: c}}, {name: b, context: {cluster: c}}]");
        var error = Assert.Throws<KubeconfigException>(() => kubeconfig.Connect("c"));
        Assert.Equal($"{_file}: there is no context \"c\"; there are a, b.", error.Message);
    }

    [Fact]
    public void Connect_NoCurrentContext_SaysSo()
    {
        var error = Assert.Throws<KubeconfigException>(() => Load("contexts: [{name: a, context: {cluster: c}}]").Connect());
        Assert.Equal($"{_file}: no current-context is set; name one of a.", error.Message);
    }

    [Fact]
    public void Connect_ContextOfAMissingCluster_SaysSo()
    {
        var error = Assert.Throws<KubeconfigException>(() => Load("contexts: [{name: a, context: {cluster: c}}]").Connect("a"));
        Assert.StartsWith($"{_file}: context \"a\" cannot be used: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{server: member1.example.com}", "{}", "member1.example.com")]
    [InlineData("{server: \"https://a\"}", "{client-certificate-data: \"!\", client-key-data: aGE=}", "")]
    [InlineData("{server: \"https://a\"}", "{client-certificate-data: aGE=, client-key-data: aGE=}", "")]
    [InlineData("{server: \"https://a\"}", "{client-certificate: /nowhere/a.crt, client-key: /nowhere/a.key}", "/nowhere/a.crt")]
    public void Connect_BrokenEntry_NamesTheContext(string cluster, string user, string reason)
    {
        var error = Assert.Throws<KubeconfigException>(() => Load($$"""
            clusters: [{name: c, cluster: {{cluster}} }]
            users: [{name: u, user: {{user}} }]
            contexts: [{name: a, context: {cluster: c, user: u} }]
            """).Connect("a"));
        Assert.StartsWith($"{_file}: context \"a\" cannot be used: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingFile_SaysWhich()
    {
        var error = Assert.Throws<KubeconfigException>(() => Kubeconfig.Load("/nowhere/config"));
        Assert.Equal("/nowhere/config: no such kubeconfig file.", error.Message);
    }

    [Fact]
    public void Load_BrokenYaml_SaysWhere()
    {
        var error = Assert.Throws<KubeconfigException>(() => Load("contexts: [\n  a: b: c"));
        Assert.StartsWith($"{_file}:2:", error.Message, StringComparison.Ordinal);
    }

    private Kubeconfig Load(string text)
    {
        File.WriteAllText(_file, text);
        return Kubeconfig.Load(_file);
    }
}
