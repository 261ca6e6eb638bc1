using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.Authentication;

public sealed class ServiceAccountTokensTests : IAsyncLifetime
{
    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ApiUser _admin = null!;
    private string _uid = "";

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        _admin = new ApiUser(_server, UserInfo.Master("admin"));
        await SendAsync("POST", "/api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"robot"}}""");
        _uid = JsonNode.Parse((await _admin.AnswerAsync("GET", "/api/v1/namespaces/default/serviceaccounts/robot")).Body.Span)!["metadata"]!["uid"]!.GetValue<string>();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_token_in_a_secret_is_its_accounts_while_the_secret_holds_it()
    {
        var token = Token(_uid);
        await KeepAsync(token);

        var user = (await AuthenticateAsync(token)).User;

        Assert.Equal("system:serviceaccount:default:robot", user?.Name);
        Assert.Equal(["system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated"], user?.Groups);

        await SendAsync("PATCH", "/api/v1/namespaces/default/secrets/robot-token", """{"data":{"token":"b3RoZXI="}}""");
        Assert.Null((await AuthenticateAsync(token)).User);
        await SendAsync("DELETE", "/api/v1/namespaces/default/secrets/robot-token");
        Assert.Null((await AuthenticateAsync(token)).User);
    }

    [Fact]
    public async Task A_token_in_a_secret_ends_with_its_account()
    {
        var token = Token(_uid);
        await KeepAsync(token);
        await SendAsync("DELETE", "/api/v1/namespaces/default/serviceaccounts/robot");
        Assert.Null((await AuthenticateAsync(token)).User);
        await SendAsync("POST", "/api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"robot"}}""");
        Assert.Null((await AuthenticateAsync(token)).User);
    }

    [Fact]
    public async Task A_token_of_another_server_is_nobodys()
    {
        await using var other = EmbeddedServer.InMemory();
        var token = other.SignToken(Claims(_uid));
        await KeepAsync(token);
        Assert.Null((await AuthenticateAsync(token)).User);
    }

    private string Token(string uid) => _server.SignToken(Claims(uid));

    private static JsonObject Claims(string uid) => new()
    {
        ["iss"] = "kubernetes/serviceaccount",
        ["kubernetes.io/serviceaccount/namespace"] = "default",
        ["kubernetes.io/serviceaccount/secret.name"] = "robot-token",
        ["kubernetes.io/serviceaccount/service-account.name"] = "robot",
        ["kubernetes.io/serviceaccount/service-account.uid"] = uid,
        ["sub"] = "system:serviceaccount:default:robot",
    };

    private Task KeepAsync(string token) => SendAsync(
        "POST",
        "/api/v1/namespaces/default/secrets",
        new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "robot-token", ["annotations"] = new JsonObject { ["kubernetes.io/service-account.name"] = "robot" } },
            ["type"] = "kubernetes.io/service-account-token",
            ["data"] = new JsonObject { ["token"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(token)) },
        }.ToJsonString());

    private async Task SendAsync(string method, string path, string body = "") =>
        Assert.InRange((await _admin.SendAsync(method, path, body)).Code, 200, 299);

    private ValueTask<TokenResult> AuthenticateAsync(string token) => _server.Find("hub").Tokens.AuthenticateAsync(token, [], TestContext.Current.CancellationToken);
}
