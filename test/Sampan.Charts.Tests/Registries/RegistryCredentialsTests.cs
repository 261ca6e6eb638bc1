using Sampan.Charts.Registries;
using Sampan.Charts.Tests.Servers;

namespace Sampan.Charts.Tests.Registries;

public sealed class RegistryCredentialsTests : IDisposable
{
    private readonly ChartWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("""{"auths":{"host:5000":{"auth":"bWU6c2U6Y3JldA=="}}}""", "host:5000", "me", "se:cret")]
    [InlineData("""{"auths":{"https://host/v1/":{"username":"me","password":"p"}}}""", "host", "me", "p")]
    [InlineData("""{"auths":{"https://index.docker.io/v1/":{"identitytoken":"t"}}}""", "docker.io", "", "t")]
    [InlineData("""{"auths":{"other":{"auth":"bWU6cA=="}}}""", "host", "", "")]
    [InlineData("{}", "host", "", "")]
    [InlineData("", "host", "", "")]
    public void Find_DockersFiles_AreUnderstood(string config, string registry, string username, string password)
    {
        _workspace.WriteFile("docker.json", config);

        Assert.Equal(new RegistryCredential(username, password), new RegistryCredentials(_workspace.PathOf("none.json"), _workspace.PathOf("docker.json")).Find(registry));
    }

    [Fact]
    public void Keep_Credential_LeavesTheRestOfTheFile()
    {
        _workspace.WriteFile("config.json", """{"credHelpers":{"x":"y"},"auths":{"a":{"auth":"bWU6cA=="}}}""");
        var credentials = new RegistryCredentials(_workspace.PathOf("config.json"));

        credentials.Keep("b", new RegistryCredential("", "token"));

        Assert.Equal(new RegistryCredential("me", "p"), credentials.Find("a"));
        Assert.Equal(new RegistryCredential("", "token"), credentials.Find("b"));
        Assert.Contains("credHelpers", File.ReadAllText(_workspace.PathOf("config.json")), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ChartWorkspace.ModeOf(_workspace.PathOf("config.json")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"auths":{"host":{"auth":"###"}}}""")]
    public void Find_BrokenFile_SaysWhichOne(string config)
    {
        _workspace.WriteFile("config.json", config);

        var error = Assert.Throws<ChartException>(() => new RegistryCredentials(_workspace.PathOf("config.json")).Find("host"));

        Assert.StartsWith($"failed to decode config file at {_workspace.PathOf("config.json")}: ", error.Message, StringComparison.Ordinal);
    }
}
