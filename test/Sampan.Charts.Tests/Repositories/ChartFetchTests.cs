using System.Text;
using Microsoft.AspNetCore.Http;
using Sampan.Charts.Downloads;
using Sampan.Charts.Repositories;
using Sampan.Charts.Tests.Servers;

namespace Sampan.Charts.Tests.Repositories;

public sealed class ChartFetchTests : IDisposable
{
    private readonly ChartWorkspace _workspace = new();
    private readonly byte[] _package = ChartWorkspace.Package("web", "1.0.0");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Fetch_ByName_GivesThePackageOfTheLatestVersion()
    {
        var newer = ChartWorkspace.Package("web", "1.10.0");
        await using var server = await LoopbackServer.ServeAsync(new Dictionary<string, byte[]>
        {
            ["/index.yaml"] = ChartWorkspace.Index(("web", "1.0.0", _package), ("web", "1.10.0", newer)),
            ["/web-1.10.0.tgz"] = newer,
        });
        await _workspace.AddAsync(Entry(server));

        var fetched = await FetchAsync("main/web");

        Assert.Equal("web-1.10.0.tgz", fetched.FileName);
        Assert.Equal(newer, fetched.Content);
    }

    [Fact]
    public async Task Fetch_PackageThatIsNotTheIndexedOne_IsRefusedAndNotKept()
    {
        var tampered = ChartWorkspace.Package("web", "6.6.6");
        await using var server = await LoopbackServer.ServeAsync(new Dictionary<string, byte[]>
        {
            ["/index.yaml"] = ChartWorkspace.Index(("web", "1.0.0", _package)),
            ["/web-1.0.0.tgz"] = tampered,
        });
        await _workspace.AddAsync(Entry(server));

        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync("main/web"));

        Assert.Contains($"but the repository's index says sha256:{ContentDigest.Of(_package)}", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_workspace.PathOf("cache/content")));
    }

    [Fact]
    public async Task Fetch_ConnectionThatBreaks_TriesAgain()
    {
        var requests = 0;
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/index.yaml")
            {
                await context.Response.Body.WriteAsync(ChartWorkspace.Index(("web", "1.0.0", _package)));
                return;
            }

            context.Response.ContentLength = _package.Length;
            var isFirst = Interlocked.Increment(ref requests) == 1;
            await context.Response.Body.WriteAsync(isFirst ? _package.AsMemory(0, _package.Length / 2) : _package);
            if (isFirst)
            {
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        });
        await _workspace.AddAsync(Entry(server));

        var fetched = await FetchAsync("main/web");

        Assert.Equal(_package, fetched.Content);
        Assert.Equal(2, requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_ConnectionThatBreaks_GoesOnWhereItEndedUnlessTheFileChanged(bool isSame)
    {
        List<string> ranges = [];
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            var (range, ifRange) = (context.Request.Headers.Range.ToString(), context.Request.Headers.IfRange.ToString());
            ranges.Add($"{range} {ifRange}".Trim());
            var isFirst = ranges.Count == 1;
            context.Response.Headers.ETag = isFirst || isSame ? "\"one\"" : "\"two\"";
            var half = _package.Length / 2;
            if (!isFirst && isSame)
            {
                context.Response.StatusCode = StatusCodes.Status206PartialContent;
                context.Response.Headers.ContentRange = $"bytes {half}-{_package.Length - 1}/{_package.Length}";
                await context.Response.Body.WriteAsync(_package.AsMemory(half));
                return;
            }

            context.Response.ContentLength = _package.Length;
            await context.Response.Body.WriteAsync(isFirst ? _package.AsMemory(0, half) : _package);
            if (isFirst)
            {
                await context.Response.Body.FlushAsync();
                await context.Response.CompleteAsync();
            }
        });

        var fetched = await FetchAsync($"{server.Address}/web-1.0.0.tgz");

        Assert.Equal(_package, fetched.Content);
        Assert.Equal(["", $"bytes={_package.Length / 2}- \"one\""], ranges);
    }

    [Fact]
    public async Task Fetch_AnotherPartThanAskedFor_IsNotTakenForTheRest()
    {
        var requests = 0;
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ETag = "\"one\"";
            var half = _package.Length / 2;
            switch (++requests)
            {
                case 1:
                    context.Response.ContentLength = _package.Length;
                    await context.Response.Body.WriteAsync(_package.AsMemory(0, half));
                    await context.Response.Body.FlushAsync();
                    await context.Response.CompleteAsync();
                    break;
                case 2:
                    context.Response.StatusCode = StatusCodes.Status206PartialContent;
                    context.Response.Headers.ContentRange = $"bytes 0-{half - 1}/{_package.Length}";
                    await context.Response.Body.WriteAsync(_package.AsMemory(0, half));
                    break;
                default:
                    await context.Response.Body.WriteAsync(_package);
                    break;
            }
        });

        Assert.Equal(_package, (await FetchAsync($"{server.Address}/web-1.0.0.tgz")).Content);
        Assert.Equal(3, requests);
    }

    [Fact]
    public async Task Fetch_BusyServer_TriesAgainAndThenGivesUp()
    {
        var requests = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            Interlocked.Increment(ref requests);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync($"{server.Address}/web-1.0.0.tgz"));

        Assert.Equal($"failed to fetch {server.Address}/web-1.0.0.tgz : 503 Service Unavailable", error.Message);
        Assert.Equal(4, requests);
    }

    [Fact]
    public async Task Fetch_WhatIsKept_IsNotFetchedAgain()
    {
        var requests = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            requests += context.Request.Path == "/web-1.0.0.tgz" ? 1 : 0;
            return LoopbackServer.AnswerAsync(context, new Dictionary<string, byte[]> { ["/index.yaml"] = ChartWorkspace.Index(("web", "1.0.0", _package)), ["/web-1.0.0.tgz"] = _package });
        });
        await _workspace.AddAsync(Entry(server));

        await FetchAsync("main/web");
        await FetchAsync("main/web");
        var kept = Assert.Single(Directory.GetFiles(_workspace.PathOf("cache/content"), "*", SearchOption.AllDirectories));
        await File.WriteAllTextAsync(kept, "not the package", TestContext.Current.CancellationToken);
        var again = await FetchAsync("main/web");

        Assert.Equal(_package, again.Content);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task Fetch_CredentialsOfARepository_GoToItsServerAlone()
    {
        List<string> elsewhere = [];
        await using var other = await LoopbackServer.StartAsync(context =>
        {
            elsewhere.Add(context.Request.Headers.Authorization.ToString());
            return LoopbackServer.AnswerAsync(context, new Dictionary<string, byte[]> { ["/web-1.0.0.tgz"] = _package });
        });
        var expected = "Basic " + Convert.ToBase64String("me:secret"u8);
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            if (context.Request.Headers.Authorization != expected)
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            }

            var index = Encoding.UTF8.GetString(ChartWorkspace.Index(("web", "1.0.0", _package))).Replace("urls: [", $"urls: [{other.Address}/", StringComparison.Ordinal);
            return LoopbackServer.AnswerAsync(context, new Dictionary<string, byte[]> { ["/index.yaml"] = Encoding.UTF8.GetBytes(index) });
        });

        await Assert.ThrowsAsync<ChartException>(() => _workspace.AddAsync(Entry(server)));
        await _workspace.AddAsync(Entry(server) with { Username = "me", Password = "secret" });
        await FetchAsync("main/web");
        await _workspace.AddAsync(Entry(server) with { Username = "me", Password = "secret", PassCredentialsAll = true });
        Directory.Delete(_workspace.PathOf("cache/content"), recursive: true);
        await FetchAsync("main/web");

        Assert.Equal(["", expected], elsewhere);
    }

    [Fact]
    public async Task Fetch_AnswerWithoutEnd_IsGivenUp()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.ContentLength = DownloadLimits.ChartBytes + 1;
            await context.Response.StartAsync();
        });

        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync($"{server.Address}/web-1.0.0.tgz"));

        Assert.Equal($"{server.Address}/web-1.0.0.tgz is larger than {DownloadLimits.ChartBytes} bytes", error.Message);
    }

    [Fact]
    public async Task Fetch_ServerThatIsNotThere_SaysSo()
    {
        var server = await LoopbackServer.ServeAsync(new Dictionary<string, byte[]>());
        await server.DisposeAsync();

        var error = await Assert.ThrowsAsync<NetworkException>(() => FetchAsync($"{server.Address}/web-1.0.0.tgz"));

        Assert.Equal($"Get \"{server.Address}/web-1.0.0.tgz\": dial tcp {server.Host}: connect: connection refused", error.Message);
    }

    [Theory]
    [InlineData("main/nope", "", "chart \"nope\" matching  not found in main index. (try 'helm repo update'): no chart name found")]
    [InlineData("main/web", "^2", "chart \"web\" matching ^2 not found in main index. (try 'helm repo update'): no chart version found for web-^2")]
    [InlineData("other/web", "", "repo other not found")]
    [InlineData("web", "", "non-absolute URLs should be in form of repo_name/path_to_chart, got: web")]
    [InlineData("ftp://host/web.tgz", "", "scheme \"ftp\" not supported")]
    public async Task Fetch_WhatIsNotThere_GivesHelmsMessage(string reference, string version, string message)
    {
        await using var server = await LoopbackServer.ServeAsync(new Dictionary<string, byte[]> { ["/index.yaml"] = ChartWorkspace.Index(("web", "1.0.0", _package)) });
        await _workspace.AddAsync(Entry(server));

        var error = await Assert.ThrowsAsync<ChartException>(() => FetchAsync(reference, version));

        Assert.Equal(message, error.Message);
    }

    private static RepositoryEntry Entry(LoopbackServer server) => new() { Name = "main", Url = server.Address };

    private Task<FetchedChart> FetchAsync(string reference, string version = "") =>
        new ChartFetch(_workspace.Sources).FetchAsync(new ChartOrder { Reference = reference, Version = version }, TestContext.Current.CancellationToken);
}
