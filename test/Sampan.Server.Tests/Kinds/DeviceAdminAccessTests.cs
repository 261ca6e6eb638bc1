using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.Kinds;

public sealed class DeviceAdminAccessTests : IAsyncLifetime
{
    private const string Group = "/apis/resource.k8s.io/v1/namespaces";
    private const string Refusal = "Forbidden: admin access to devices requires the `resource.kubernetes.io/admin-access: true` label on the containing namespace";
    private const string Devices = """{"devices":{"requests":[{"name":"r","exactly":{"deviceClassName":"c","adminAccess":true} }]} }""";

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ApiUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        _user = new ApiUser(_server, UserInfo.Master("admin"));
        await _user.SendAsync("POST", "/api/v1/namespaces", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"admins","labels":{"resource.kubernetes.io/admin-access":"true"} } }""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("resourceclaims", "ResourceClaim", Devices)]
    [InlineData("resourceclaimtemplates", "ResourceClaimTemplate", "{\"spec\":" + Devices + "}")]
    public async Task Request_IsForNamespacesOfAdministrators(string plural, string kind, string spec)
    {
        var body = $$"""{"apiVersion":"resource.k8s.io/v1","kind":"{{kind}}","metadata":{"name":"x"},"spec":{{spec}} }""";

        var refused = await _user.SendAsync("POST", $"{Group}/default/{plural}", body);
        var taken = await _user.SendAsync("POST", $"{Group}/admins/{plural}", body);

        Assert.Equal((422, $"{kind}.resource.k8s.io \"x\" is invalid: {Refusal}"), refused);
        Assert.Equal(201, taken.Code);
    }

    [Fact]
    public async Task Result_IsForNamespacesOfAdministrators()
    {
        const string claim = """{"apiVersion":"resource.k8s.io/v1","kind":"ResourceClaim","metadata":{"name":"x"},"spec":{"devices":{"requests":[{"name":"r","exactly":{"deviceClassName":"c"} }]} } }""";
        const string status = """{"status":{"allocation":{"devices":{"results":[{"request":"r","driver":"d.example.com","pool":"p","device":"d","adminAccess":true}]} } } }""";
        await _user.SendAsync("POST", $"{Group}/default/resourceclaims", claim);
        await _user.SendAsync("POST", $"{Group}/admins/resourceclaims", claim);

        var refused = await _user.SendAsync("PATCH", $"{Group}/default/resourceclaims/x/status", status);
        var taken = await _user.SendAsync("PATCH", $"{Group}/admins/resourceclaims/x/status", status);

        Assert.Equal((422, $"ResourceClaim.resource.k8s.io \"x\" is invalid: {Refusal}"), refused);
        Assert.Equal(200, taken.Code);
    }
}
