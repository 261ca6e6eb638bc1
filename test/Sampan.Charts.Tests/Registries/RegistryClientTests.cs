using Sampan.Charts.Downloads;
using Sampan.Charts.Registries;
using Sampan.Charts.Repositories;
using Sampan.Charts.Resolving;
using Sampan.Charts.Tests.Servers;
using static Sampan.Charts.Tests.Servers.LoopbackRegistry;

namespace Sampan.Charts.Tests.Registries;

public sealed class RegistryClientTests : IDisposable
{
    private static readonly DateTimeOffset Created = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly RegistryCredential Me = new("me", "secret");

    private readonly ChartWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(Authentication.None)]
    [InlineData(Authentication.Basic)]
    [InlineData(Authentication.Token)]
    public async Task PushAndFetch_Chart_IsTheSame(object demands)
    {
        await using var registry = await StartAsync((Authentication)demands);
        await LoginAsync(registry, Me);
        var package = ChartWorkspace.Package("web", "1.0.0+b1");
        await PushAsync(registry, package, "signed"u8.ToArray());

        var fetched = await FetchAsync($"oci://{registry.Host}/charts/web", provenance: ProvenancePolicy.Fetch);

        Assert.Equal("web-1.0.0+b1.tgz", fetched.FileName);
        Assert.Equal(package, fetched.Content);
        Assert.Equal("signed"u8.ToArray(), fetched.Provenance);
        Assert.Contains(_workspace.Told, told => told.StartsWith($"Pushed: {registry.Host}/charts/web:1.0.0_b1\nDigest: sha256:", StringComparison.Ordinal));
        Assert.Contains(_workspace.Told, told => told.StartsWith($"{registry.Host}/charts/web:1.0.0_b1 contains an underscore.\n\nOCI artifact", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Push_WhatIsThere_IsNotUploadedAgain()
    {
        await using var registry = await StartAsync();
        var package = ChartWorkspace.Package("web", "1.0.0");

        await PushAsync(registry, package);
        registry.Requests.Clear();
        await PushAsync(registry, package);

        Assert.Equal(["HEAD", "HEAD", "PUT"], registry.Requests.Where(request => request != "GET /v2/").Select(request => request.Split(' ')[0]));
    }

    [Theory]
    [InlineData("", "1.10.0")]
    [InlineData("~1.2", "1.2.0")]
    [InlineData(">0.0.0-0", "2.0.0-rc.1")]
    public async Task Fetch_Range_GivesTheLatestInIt(string range, string expected)
    {
        await using var registry = await StartAsync(pageSize: 1);
        foreach (var version in new[] { "1.2.0", "1.10.0", "2.0.0-rc.1" })
        {
            await PushAsync(registry, ChartWorkspace.Package("web", version));
        }

        Assert.Equal($"web-{expected}.tgz", (await FetchAsync($"oci://{registry.Host}/charts/web", range)).FileName);
    }

    [Fact]
    public async Task Fetch_Digest_GivesWhatHasIt()
    {
        await using var registry = await StartAsync();
        await PushAsync(registry, ChartWorkspace.Package("web", "1.0.0"));
        await PushAsync(registry, ChartWorkspace.Package("web", "2.0.0"));
        var digest = await _workspace.Sources.Registry.ResolveAsync(RegistryReference.Parse($"{registry.Host}/charts/web:1.0.0"), DownloadAccess.Anonymous, TestContext.Current.CancellationToken);

        var fetched = await FetchAsync($"oci://{registry.Host}/charts/web@{digest}");
        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync($"oci://{registry.Host}/charts/web:2.0.0@{digest}"));

        Assert.Equal(ChartWorkspace.Package("web", "1.0.0"), fetched.Content);
        Assert.StartsWith("chart reference digest mismatch: sha256:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_TamperedPackage_IsRefusedAndNotKept()
    {
        await using var registry = await StartAsync();
        var package = ChartWorkspace.Package("web", "1.0.0");
        await PushAsync(registry, package);
        registry.Tamper = content => [.. content[..^1], (byte)(content[^1] ^ 1)];

        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync($"oci://{registry.Host}/charts/web:1.0.0"));
        Assert.EndsWith($"but the registry says sha256:{ContentDigest.Of(package)}", error.Message, StringComparison.Ordinal);

        registry.Tamper = content => content;
        Assert.Equal(package, (await FetchAsync($"oci://{registry.Host}/charts/web:1.0.0")).Content);
    }

    [Theory]
    [InlineData(""","artifactType":"application/vnd.cncf.helm.config.v1+json" """)]
    [InlineData("")]
    public async Task Fetch_IndexOfAnImageAndAChart_GivesTheChart(string says)
    {
        await using var registry = await StartAsync();
        await PushAsync(registry, ChartWorkspace.Package("web", "1.0.0"));
        var image = registry.StoreManifest("charts/web", "", """{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:0","size":1},"layers":[]}""");
        registry.StoreManifest("charts/web", "3.0.0", Index(Entry(image), Entry(registry.DigestOfTag("charts/web", "1.0.0"), says)));

        Assert.Equal(ChartWorkspace.Package("web", "1.0.0"), (await FetchAsync($"oci://{registry.Host}/charts/web:3.0.0")).Content);
    }

    [Fact]
    public async Task Fetch_IndexOfTwoCharts_IsRefusedWithTheirDigests()
    {
        await using var registry = await StartAsync();
        await PushAsync(registry, ChartWorkspace.Package("web", "1.0.0"));
        await PushAsync(registry, ChartWorkspace.Package("web", "2.0.0"));
        var (first, second) = (registry.DigestOfTag("charts/web", "1.0.0"), registry.DigestOfTag("charts/web", "2.0.0"));
        registry.StoreManifest("charts/web", "3.0.0", Index(Entry(first), Entry(second)));

        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync($"oci://{registry.Host}/charts/web:3.0.0"));

        Assert.Equal($"{registry.Host}/charts/web:3.0.0 is an index with 2 charts", error.Message);
        Assert.EndsWith($"there are {first}, {second}", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"manifests":[]}""", "is an index of 0 artifacts, none of which is a chart")]
    [InlineData("""{"manifests":[{"mediaType":1}]}""", "malformed index: ")]
    [InlineData("""{"manifests":"x"}""", "malformed index: ")]
    public async Task Fetch_IndexWithoutAChart_IsAnError(string index, string message)
    {
        await using var registry = await StartAsync();
        registry.StoreManifest("charts/web", "1.0.0", index);

        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync($"oci://{registry.Host}/charts/web:1.0.0"));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope", "1.0.0", "HOST/charts/nope:1.0.0: not found")]
    [InlineData("web", ">9", "Could not locate a version matching provided version string >9")]
    [InlineData("web:1.0.0", "2.0.0", "chart reference and version mismatch: 2.0.0 is not 1.0.0")]
    [InlineData("nope", "", "Unable to locate any tags in provided repository: oci://HOST/charts/nope")]
    [InlineData("WEB", "", "invalid reference: invalid repository \"charts/WEB\"")]
    public async Task Fetch_WhatIsNotThere_GivesHelmsMessage(string chart, string version, string message)
    {
        await using var registry = await StartAsync();
        await PushAsync(registry, ChartWorkspace.Package("web", "1.0.0"));

        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync($"oci://{registry.Host}/charts/{chart}", version));

        Assert.Equal(message.Replace("HOST", registry.Host, StringComparison.Ordinal), error.Message);
    }

    [Theory]
    [InlineData(Authentication.Basic, "basic credential not found")]
    [InlineData(Authentication.Token, "response status code 401: Unauthorized")]
    public async Task Fetch_WithoutCredential_IsRefused(object demands, string message)
    {
        await using var registry = await StartAsync((Authentication)demands);

        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync($"oci://{registry.Host}/charts/web:1.0.0"));

        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WrongPassword_KeepsNothing()
    {
        await using var registry = await StartAsync(Authentication.Basic);

        var error = await Assert.ThrowsAsync<ChartException>(() => LoginAsync(registry, new RegistryCredential("me", "wrong")));

        Assert.Equal($"authenticating to \"{registry.Host}\": GET \"http://{registry.Host}/v2/\": response status code 401: unauthorized: authentication required", error.Message);
        Assert.Equal(RegistryCredential.None, _workspace.Credentials.Find(registry.Host));
    }

    [Fact]
    public async Task Logout_AfterLogin_ForgetsTheCredential()
    {
        await using var registry = await StartAsync(Authentication.Basic);
        await LoginAsync(registry, Me);
        Assert.Equal(Me, _workspace.Credentials.Find(registry.Host));

        _workspace.Sources.Registry.Logout(registry.Host);

        Assert.Equal(RegistryCredential.None, _workspace.Credentials.Find(registry.Host));
    }

    [Fact]
    public async Task DependencyUpdate_FromARegistry_FetchesTheLatestInTheRange()
    {
        await using var registry = await StartAsync(Authentication.Token);
        await LoginAsync(registry, Me);
        await PushAsync(registry, ChartWorkspace.Package("web", "1.0.0"));
        await PushAsync(registry, ChartWorkspace.Package("web", "1.3.0"));
        _workspace.WriteFile("app/Chart.yaml", $"apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies: [{{name: web, version: ^1.0.0, repository: 'oci://{registry.Host}/charts'}}]\n");
        var output = new StringWriter();

        await new DependencyUpdate(_workspace.Sources, new DependencyOptions(), output).UpdateAsync(_workspace.PathOf("app"), TestContext.Current.CancellationToken);

        Assert.Equal($"Saving 1 charts\nDownloading web from repo oci://{registry.Host}/charts\nDeleting outdated charts\n", output.ToString());
        Assert.True(File.Exists(_workspace.PathOf("app/charts/web-1.3.0.tgz")));
    }

    private static string Index(params string[] entries) =>
        $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{{string.Join(',', entries)}}]}""";

    private static string Entry(string digest, string more = "") =>
        $$"""{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{digest}}","size":1{{more}}}""";

    private Task LoginAsync(LoopbackRegistry registry, RegistryCredential credential) =>
        _workspace.Sources.Registry.LoginAsync(registry.Host, credential, DownloadAccess.Anonymous, TestContext.Current.CancellationToken);

    private Task PushAsync(LoopbackRegistry registry, byte[] package, byte[]? provenance = null) =>
        _workspace.Sources.Registry.PushAsync($"oci://{registry.Host}/charts", package, provenance, Created, DownloadAccess.Anonymous, TestContext.Current.CancellationToken);

    private Task<FetchedChart> FetchAsync(string reference, string version = "", ProvenancePolicy provenance = ProvenancePolicy.Ignore) =>
        new ChartFetch(_workspace.Sources).FetchAsync(new ChartOrder { Reference = reference, Version = version, Provenance = provenance }, TestContext.Current.CancellationToken);
}
