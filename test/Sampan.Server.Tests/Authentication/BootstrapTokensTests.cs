using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Storage;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.Authentication;

public sealed class BootstrapTokensTests : IAsyncLifetime
{
    private const string Token = "abcdef.0123456789abcdef";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
    private EmbeddedServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = new EmbeddedServer(new MemoryStore(), _time, ServerCredentials.Generate() with { AcceptsBootstrapTokens = true });
        await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Token_OfASecret_IsABootstrapperInItsGroups()
    {
        await KeepAsync(("auth-extra-groups", "system:bootstrappers:kubeadm:default-node-token"));

        var user = (await AuthenticateAsync(Token)).User;

        Assert.Equal("system:bootstrap:abcdef", user?.Name);
        Assert.Equal(["system:bootstrappers", "system:bootstrappers:kubeadm:default-node-token", "system:authenticated"], user?.Groups);
    }

    [Theory]
    [InlineData("token-secret", "0123456789abcdee")]
    [InlineData("token-id", "abcdeg")]
    [InlineData("usage-bootstrap-authentication", "false")]
    [InlineData("auth-extra-groups", "system:masters")]
    [InlineData("expiration", "2026-07-31T23:59:59Z")]
    [InlineData("expiration", "soon")]
    public async Task Token_OfASecretThatDoesNotAllowIt_IsNobodys(string name, string value)
    {
        await KeepAsync((name, value));

        Assert.Null((await AuthenticateAsync(Token)).User);
    }

    [Fact]
    public async Task Token_IsGoodUntilItExpires()
    {
        await KeepAsync(("expiration", "2026-08-01T01:00:00Z"));
        Assert.NotNull((await AuthenticateAsync(Token)).User);

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Null((await AuthenticateAsync(Token)).User);
    }

    [Fact]
    public async Task Token_WithoutItsSecretOrOfAnotherForm_IsNobodys()
    {
        Assert.Null((await AuthenticateAsync(Token)).User);
        Assert.Null((await AuthenticateAsync("ABCDEF.0123456789abcdef")).User);
    }

    private async Task KeepAsync(params (string Name, string Value)[] changes)
    {
        var data = new JsonObject { ["token-id"] = "abcdef", ["token-secret"] = "0123456789abcdef", ["usage-bootstrap-authentication"] = "true" };
        foreach (var (name, value) in changes)
        {
            data[name] = value;
        }

        var secret = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "bootstrap-token-abcdef" }, ["type"] = "bootstrap.kubernetes.io/token", ["stringData"] = data };
        Assert.Equal(201, (await new ApiUser(_server, UserInfo.Master("admin")).SendAsync("POST", "/api/v1/namespaces/kube-system/secrets", secret.ToJsonString())).Code);
    }

    private ValueTask<TokenResult> AuthenticateAsync(string token) => _server.Find("hub").Tokens.AuthenticateAsync(token, [], TestContext.Current.CancellationToken);
}
