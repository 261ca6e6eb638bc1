using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sampan.Charts.Downloads;
using Sampan.Charts.Tests.Servers;

namespace Sampan.Charts.Tests.Downloads;

public sealed class TlsTests : IAsyncLifetime
{
    private readonly ChartWorkspace _workspace = new();
    private readonly X509Certificate2 _server = MakeCertificate("localhost");
    private LoopbackServer _loopback = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_workspace.PathOf("ca.pem"), _server.ExportCertificatePem());
        _loopback = await LoopbackServer.StartAsync(
            async context => await context.Response.Body.WriteAsync((context.Connection.ClientCertificate?.Subject is { } subject ? $"hello {subject}" : "hello").Select(c => (byte)c).ToArray()),
            _server);
    }

    public async ValueTask DisposeAsync()
    {
        await _loopback.DisposeAsync();
        _server.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Get_UnknownAuthority_IsRefused()
    {
        var error = await Assert.ThrowsAsync<NetworkException>(() => GetAsync(DownloadAccess.Anonymous));

        Assert.Equal($"Get \"{_loopback.Address}/\": tls: failed to verify certificate: x509: certificate signed by unknown authority", error.Message);
    }

    [Fact]
    public async Task Get_KnownAuthority_IsTaken() =>
        Assert.Equal("hello", await GetAsync(new DownloadAccess { CaFile = _workspace.PathOf("ca.pem") }));

    [Fact]
    public async Task Get_Unchecked_IsTaken() =>
        Assert.Equal("hello", await GetAsync(new DownloadAccess { InsecureSkipTlsVerify = true }));

    [Fact]
    public async Task Get_ClientCertificate_IsShown()
    {
        using var client = MakeCertificate("me");
        await File.WriteAllTextAsync(_workspace.PathOf("cert.pem"), client.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_workspace.PathOf("key.pem"), client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);

        Assert.Equal("hello CN=me", await GetAsync(new DownloadAccess { InsecureSkipTlsVerify = true, CertFile = _workspace.PathOf("cert.pem"), KeyFile = _workspace.PathOf("key.pem") }));
    }

    [Theory]
    [InlineData("nope", "can't create TLS config for client: can't read CA file: nope")]
    [InlineData("empty", "can't create TLS config for client: failed to append certificates from file: empty")]
    public async Task Get_FileThatIsNoCertificate_SaysSo(string file, string message)
    {
        _workspace.WriteFile("empty", "nothing");

        var error = await Assert.ThrowsAsync<ChartException>(() => GetAsync(new DownloadAccess { CaFile = _workspace.PathOf(file) }));

        Assert.Equal(message.Replace(file, _workspace.PathOf(file), StringComparison.Ordinal), error.Message);
    }

    private async Task<string> GetAsync(DownloadAccess access) =>
        System.Text.Encoding.UTF8.GetString(await _workspace.Downloads.GetAsync(new Uri(_loopback.Address + "/"), access, 100, accept: null, TestContext.Current.CancellationToken));

    private static X509Certificate2 MakeCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
