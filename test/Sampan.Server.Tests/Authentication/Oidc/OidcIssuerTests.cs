using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sampan.Server.Authentication;
using Sampan.Server.Authentication.Oidc;

namespace Sampan.Server.Tests.Authentication.Oidc;

public sealed class OidcIssuerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
    private Issuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await Issuer.StartAsync();

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    [InlineData("PS256")]
    public async Task Token_OfTheIssuer_IsItsSubject(string algorithm)
    {
        var user = (await AuthenticateAsync(_issuer.Options, _issuer.Token(_time.GetUtcNow(), new JsonObject { ["jti"] = "n1" }, algorithm)))?.User;

        Assert.Equal($"{_issuer.Address.OriginalString}#jane", user?.Name);
        Assert.Equal(["system:authenticated"], user?.Groups);
        Assert.Equal(["JTI=n1"], user?.Extra["authentication.kubernetes.io/credential-id"]);
    }

    [Fact]
    public async Task Claims_AreNameAndGroups_WithPrefixes()
    {
        var options = _issuer.Options with { UsernameClaim = "email", GroupsClaim = "teams", GroupsPrefix = "oidc:", RequiredClaims = new Dictionary<string, string> { ["tenant"] = "a" } };
        var claims = new JsonObject { ["email"] = "jane@example.com", ["email_verified"] = true, ["teams"] = new JsonArray("dev", "ops"), ["tenant"] = "a" };

        var user = (await AuthenticateAsync(options, _issuer.Token(_time.GetUtcNow(), claims)))?.User;

        Assert.Equal("jane@example.com", user?.Name);
        Assert.Equal(["oidc:dev", "oidc:ops", "system:authenticated"], user?.Groups);
    }

    [Theory]
    [InlineData("{\"aud\":\"other\"}", "oidc: verify token: expected audience \"sampan\" got [\"other\"]")]
    [InlineData("{\"exp\":1}", "oidc: verify token: token is expired")]
    [InlineData("{\"nbf\":32503680000}", "oidc: verify token: current time is before the nbf (not before) time")]
    [InlineData("{\"sub\":null}", "oidc: parse username claims \"sub\": claim not present")]
    [InlineData("{\"tenant\":null}", "oidc: required claim tenant not present in ID token")]
    [InlineData("{\"tenant\":\"b\"}", "oidc: required claim tenant value does not match. Got = b, want = a")]
    public async Task Token_WithWrongClaims_IsRefused(string claims, string error)
    {
        var given = JsonNode.Parse(claims)!.AsObject();
        given.TryAdd("tenant", "a");
        var options = _issuer.Options with { RequiredClaims = new Dictionary<string, string> { ["tenant"] = "a" } };

        var result = await AuthenticateAsync(options, _issuer.Token(_time.GetUtcNow(), given));

        Assert.Equal((null, error), (result?.User, result?.Error));
    }

    [Fact]
    public async Task Token_SignedOtherwise_IsRefused()
    {
        var token = _issuer.Token(_time.GetUtcNow());
        var forged = token[..(token.LastIndexOf('.') + 1)] + _issuer.Token(_time.GetUtcNow(), new JsonObject { ["sub"] = "joe" }).Split('.')[2];

        Assert.Null((await AuthenticateAsync(_issuer.Options, forged))?.User);
        Assert.Equal("oidc: the token is signed with \"RS256\", not one of ES256", (await AuthenticateAsync(_issuer.Options with { SigningAlgorithms = ["ES256"] }, token))?.Error);
    }

    [Fact]
    public async Task Token_OfAnotherIssuer_IsLeftToOthers() =>
        Assert.Null(await AuthenticateAsync(_issuer.Options, _issuer.Token(_time.GetUtcNow(), new JsonObject { ["iss"] = "https://other" })));

    [Fact]
    public async Task UnverifiedEmail_IsNobody()
    {
        var claims = new JsonObject { ["email"] = "jane@example.com", ["email_verified"] = false };

        Assert.Equal("oidc: email not verified", (await AuthenticateAsync(_issuer.Options with { UsernameClaim = "email" }, _issuer.Token(_time.GetUtcNow(), claims)))?.Error);
    }

    [Fact]
    public async Task NewKeys_AreFetchedWhenATokenNamesOne_ButNotAtOnceAgain()
    {
        using var issuer = new OidcIssuer(_issuer.Options, _time);
        Assert.NotNull((await AuthenticateAsync(issuer, _issuer.Token(_time.GetUtcNow())))?.User);
        _issuer.ChangeKeys();
        Assert.Null((await AuthenticateAsync(issuer, _issuer.Token(_time.GetUtcNow())))?.User);
        Assert.Equal(1, _issuer.Fetches);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.NotNull((await AuthenticateAsync(issuer, _issuer.Token(_time.GetUtcNow())))?.User);
        Assert.Equal(2, _issuer.Fetches);
    }

    [Fact]
    public async Task IssuerThatIsAway_KnowsNobody()
    {
        var token = _issuer.Token(_time.GetUtcNow());
        var options = _issuer.Options;
        await _issuer.DisposeAsync();

        Assert.Null((await AuthenticateAsync(options, token))?.User);
    }

    [Fact]
    public void Options_Malformed_SaySo()
    {
        Assert.Throws<ArgumentException>(() => new OidcIssuer(new OidcOptions(new Uri("http://issuer"), "a")));
        Assert.Throws<ArgumentException>(() => new OidcIssuer(new OidcOptions(new Uri("https://issuer"), "a") { SigningAlgorithms = ["HS256"] }));
    }

    private async Task<TokenResult?> AuthenticateAsync(OidcOptions options, string token)
    {
        using var issuer = new OidcIssuer(options, _time);
        return await AuthenticateAsync(issuer, token);
    }

    private static ValueTask<TokenResult?> AuthenticateAsync(OidcIssuer issuer, string token) => issuer.Authenticator.AuthenticateAsync(token, [], TestContext.Current.CancellationToken);
}
