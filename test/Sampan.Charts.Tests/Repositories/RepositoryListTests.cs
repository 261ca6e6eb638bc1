using Sampan.Charts.Repositories;
using Sampan.Charts.Tests.Servers;

namespace Sampan.Charts.Tests.Repositories;

public sealed class RepositoryListTests : IDisposable
{
    private readonly ChartWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Save_ThenLoad_GivesTheSameEntries()
    {
        var entry = new RepositoryEntry { Name = "a", Url = "https://host/charts", Username = "me", Password = "sec: ret", CertFile = "c", KeyFile = "k", CaFile = "ca", InsecureSkipTlsVerify = true, PassCredentialsAll = true };

        new RepositoryList().With(entry).Save(_workspace.RepositoryConfig);

        Assert.Equal([entry], RepositoryList.Load(_workspace.RepositoryConfig).Entries);
    }

    [Fact]
    public void Save_IsForItsOwnerAlone()
    {
        new RepositoryList().Save(_workspace.RepositoryConfig);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ChartWorkspace.ModeOf(_workspace.RepositoryConfig));
    }

    [Fact]
    public void With_KnownName_TakesItsPlace()
    {
        var list = new RepositoryList().With(Entry("a", "1")).With(Entry("b", "2")).With(Entry("a", "3"));

        Assert.Equal(["3", "2"], list.Entries.Select(entry => entry.Url));
        Assert.Equal(["2"], list.Without("a").Entries.Select(entry => entry.Url));
    }

    [Fact]
    public void Load_WhatIsNoYaml_SaysWhere()
    {
        _workspace.WriteFile("config/repositories.yaml", "repositories: [");

        Assert.StartsWith("error converting YAML to JSON: yaml: line", Assert.Throws<ChartException>(() => RepositoryList.Load(_workspace.RepositoryConfig)).Message, StringComparison.Ordinal);
    }

    private static RepositoryEntry Entry(string name, string address) => new() { Name = name, Url = address };
}
