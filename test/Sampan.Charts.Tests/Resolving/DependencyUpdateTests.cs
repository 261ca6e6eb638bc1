using Sampan.Charts.Loading;
using Sampan.Charts.Repositories;
using Sampan.Charts.Resolving;
using Sampan.Charts.Tests.Servers;

namespace Sampan.Charts.Tests.Resolving;

public sealed class DependencyUpdateTests : IAsyncLifetime
{
    private readonly ChartWorkspace _workspace = new();
    private readonly StringWriter _output = new();
    private readonly Dictionary<string, byte[]> _files = [];
    private LoopbackServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        var charts = new[] { ("web", "1.0.0"), ("web", "1.2.0"), ("web", "2.0.0"), ("db", "0.1.0") }.Select(chart => (chart.Item1, chart.Item2, ChartWorkspace.Package(chart.Item1, chart.Item2))).ToArray();
        _files["/index.yaml"] = ChartWorkspace.Index(charts);
        foreach (var (name, version, package) in charts)
        {
            _files[$"/{name}-{version}.tgz"] = package;
        }

        _server = await LoopbackServer.ServeAsync(_files);
        await _workspace.AddAsync(new RepositoryEntry { Name = "main", Url = _server.Address });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Update_Ranges_FetchesTheLatestAndLocksThem()
    {
        WriteChart("[{name: web, version: ^1.0.0, repository: '@main'}, {name: db, version: '*', repository: ADDRESS}]");

        await Update().UpdateAsync(Chart, TestContext.Current.CancellationToken);

        Assert.Equal(["db-0.1.0.tgz", "web-1.2.0.tgz"], Charts());
        var locked = ChartLoader.Load(Chart).Lock!;
        Assert.Equal(["1.2.0", "0.1.0"], locked.Dependencies.Select(dependency => dependency.Version));
        Assert.All(locked.Dependencies, dependency => Assert.Equal(_server.Address, dependency.Repository));
    }

    [Fact]
    public async Task Build_AfterUpdate_KeepsToTheLock()
    {
        WriteChart("[{name: web, version: ^1.0.0, repository: ADDRESS}]");
        await Update().UpdateAsync(Chart, TestContext.Current.CancellationToken);
        var before = await File.ReadAllTextAsync(_workspace.PathOf("app/Chart.lock"), TestContext.Current.CancellationToken);
        Directory.Delete(_workspace.PathOf("app/charts"), recursive: true);
        _files["/index.yaml"] = ChartWorkspace.Index(("web", "1.9.0", []), ("web", "1.2.0", _files["/web-1.2.0.tgz"]));

        await Update().BuildAsync(Chart, TestContext.Current.CancellationToken);

        Assert.Equal(["web-1.2.0.tgz"], Charts());
        Assert.Equal(before, await File.ReadAllTextAsync(_workspace.PathOf("app/Chart.lock"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Build_ChangedDeclaration_IsOutOfSync()
    {
        WriteChart("[{name: web, version: ^1.0.0, repository: ADDRESS}]");
        await Update().UpdateAsync(Chart, TestContext.Current.CancellationToken);
        WriteChart("[{name: web, version: ^2.0.0, repository: ADDRESS}]");

        var error = await Assert.ThrowsAsync<ChartException>(() => Update().BuildAsync(Chart, TestContext.Current.CancellationToken));

        Assert.Equal("the lock file (Chart.lock) is out of sync with the dependencies file (Chart.yaml). Please update the dependencies", error.Message);
    }

    [Fact]
    public async Task Update_DownloadThatFails_LeavesTheFolderAsItWas()
    {
        WriteChart("[{name: web, version: 1.0.0, repository: ADDRESS}]");
        await Update().UpdateAsync(Chart, TestContext.Current.CancellationToken);
        WriteChart("[{name: db, version: '*', repository: ADDRESS}, {name: web, version: 2.0.0, repository: ADDRESS}]");
        _files.Remove("/web-2.0.0.tgz");

        var error = await Assert.ThrowsAsync<ChartException>(() => Update().UpdateAsync(Chart, TestContext.Current.CancellationToken));

        Assert.Equal($"could not download {_server.Address}/web-2.0.0.tgz: failed to fetch {_server.Address}/web-2.0.0.tgz : 404 Not Found", error.Message);
        Assert.Contains("Save error occurred:  could not download", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["web-1.0.0.tgz"], Charts());
        Assert.Equal("1.0.0", Assert.Single(ChartLoader.Load(Chart).Lock!.Dependencies).Version);
    }

    [Fact]
    public async Task Update_ChangedDeclaration_TakesOldPackagesOut()
    {
        WriteChart("[{name: web, version: 1.0.0, repository: ADDRESS}]");
        await Update().UpdateAsync(Chart, TestContext.Current.CancellationToken);
        WriteChart("[{name: web, version: 2.0.0, repository: ADDRESS}]");

        await Update().UpdateAsync(Chart, TestContext.Current.CancellationToken);

        Assert.Equal(["web-2.0.0.tgz"], Charts());
    }

    [Fact]
    public async Task Update_FolderAndUnknownRepository_AreFetchedToo()
    {
        await using var other = await LoopbackServer.ServeAsync(_files);
        _workspace.WriteFile("local/Chart.yaml", "apiVersion: v2\nname: local\nversion: 3.1.0\n");
        WriteChart($"[{{name: local, version: 3.x, repository: 'file://../local'}}, {{name: web, version: 2.0.0, repository: '{other.Address}'}}]");

        await Update().UpdateAsync(Chart, TestContext.Current.CancellationToken);

        Assert.Equal(["local-3.1.0.tgz", "web-2.0.0.tgz"], Charts());
        Assert.StartsWith($"Getting updates for unmanaged Helm repositories...\n...Successfully got an update from the \"{other.Address}\" chart repository\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_LockThatIsALink_IsRefused()
    {
        WriteChart("[{name: web, version: 2.0.0, repository: ADDRESS}]");
        _workspace.WriteFile("elsewhere", "");
        File.CreateSymbolicLink(_workspace.PathOf("app/Chart.lock"), "../elsewhere");

        await Assert.ThrowsAsync<ChartException>(() => Update().UpdateAsync(Chart, TestContext.Current.CancellationToken));

        Assert.Equal("", await File.ReadAllTextAsync(_workspace.PathOf("elsewhere"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("[{name: web, version: '>9', repository: ADDRESS}]", "can't get a valid version for 1 subchart(s): \"web\" (repository \"ADDRESS\", version \">9\"). Make sure a matching chart version exists in the repo, or change the version constraint in Chart.yaml")]
    [InlineData("[{name: nope, version: '*', repository: ADDRESS}]", "nope chart not found in repo ADDRESS")]
    [InlineData("[{name: web, version: '*', repository: '@other'}]", "no repository definition for @other. Please add them via 'helm repo add'")]
    [InlineData("[{name: web, version: '???', repository: ADDRESS}]", "dependency \"web\" has an invalid version/constraint format: improper constraint: \"???\"")]
    public async Task Update_WhatCannotBeResolved_GivesHelmsMessage(string dependencies, string message)
    {
        WriteChart(dependencies);

        var error = await Assert.ThrowsAsync<ChartException>(() => Update().UpdateAsync(Chart, TestContext.Current.CancellationToken));

        Assert.Equal(message.Replace("ADDRESS", _server.Address, StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public async Task Status_Dependencies_TellsWhichAreThere()
    {
        WriteChart("[{name: web, version: ^1.0.0, repository: ADDRESS}, {name: db, version: '*', repository: ADDRESS}]");
        await Update().UpdateAsync(Chart, TestContext.Current.CancellationToken);
        File.Delete(_workspace.PathOf("app/charts/db-0.1.0.tgz"));
        File.Move(_workspace.PathOf("app/charts/web-1.2.0.tgz"), _workspace.PathOf("app/charts/web-1.2.0-x.tgz"));
        await File.WriteAllBytesAsync(_workspace.PathOf("app/charts/other-1.0.0.tgz"), ChartWorkspace.Package("other", "1.0.0"), TestContext.Current.CancellationToken);
        var chart = ChartLoader.Load(Chart);
        var status = new DependencyStatus(Chart, chart);

        Assert.Equal(["ok", "missing"], chart.Metadata.Dependencies!.Select(dependency => status.Of(dependency!)));
        Assert.Equal([$"WARNING: \"{_workspace.PathOf("app/charts/other-1.0.0.tgz")}\" is not in Chart.yaml."], status.Undeclared());
    }

    private string Chart => _workspace.PathOf("app");

    private DependencyUpdate Update() => new(_workspace.Sources, new DependencyOptions(), _output);

    private IEnumerable<string?> Charts() => Directory.GetFiles(_workspace.PathOf("app/charts")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private void WriteChart(string dependencies) =>
        _workspace.WriteFile("app/Chart.yaml", $"apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies: {dependencies.Replace("ADDRESS", $"'{_server.Address}'", StringComparison.Ordinal)}\n");
}
