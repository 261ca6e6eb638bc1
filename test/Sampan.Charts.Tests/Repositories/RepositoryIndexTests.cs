using Sampan.Charts.Repositories;
using Sampan.Charts.Tests.Servers;

namespace Sampan.Charts.Tests.Repositories;

public sealed class RepositoryIndexTests : IDisposable
{
    private readonly ChartWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("", "1.10.0")]
    [InlineData(">0.0.0-0", "2.0.0-rc.1")]
    [InlineData("~1.2", "1.2.0")]
    [InlineData("1.2.0", "1.2.0")]
    public void Get_Range_GivesTheLatestInIt(string range, string expected) =>
        Assert.Equal(expected, Read("1.2.0", "2.0.0-rc.1", "1.10.0").Get("web", range).Metadata.Version);

    [Theory]
    [InlineData("nope", "", "no chart name found")]
    [InlineData("web", "9", "no chart version found for web-9")]
    [InlineData("web", "x y", "improper constraint: \"x y\"")]
    public void Get_WhatIsNotThere_GivesHelmsMessage(string name, string range, string message) =>
        Assert.Equal(message, Assert.Throws<ChartException>(() => Read("1.0.0").Get(name, range)).Message);

    [Theory]
    [InlineData("", "empty index.yaml file")]
    [InlineData("entries: {}", "no API version specified")]
    [InlineData("apiVersion: v1\nentries: []", "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go struct field IndexFile.entries of type map[string]repo.ChartVersions")]
    public void Read_WhatIsNoIndex_IsRefused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ChartException>(() => RepositoryIndexReader.Read(text, "i", static _ => { })).Message);

    [Fact]
    public void Read_EntryThatIsNoChart_IsLeftOutAndTold()
    {
        List<string> told = [];

        var index = RepositoryIndexReader.Read("apiVersion: v1\nentries:\n  web:\n  - null\n  - {name: web, version: x}\n  - {name: web, version: 1.0.0}\n", "i.yaml", told.Add);

        Assert.Equal(["1.0.0"], index.Charts["web"].Select(version => version.Metadata.Version));
        Assert.Equal(
            ["skipping loading invalid entry for chart \"web\" from i.yaml: empty entry", "skipping loading invalid entry for chart \"web\" \"x\" from i.yaml: validation: chart.metadata.version \"x\" is invalid"],
            told);
    }

    [Theory]
    [InlineData("", "web-1.0.0.tgz", "more/db-2.0.0.tgz")]
    [InlineData("https://host/charts", "https://host/charts/web-1.0.0.tgz", "https://host/charts/more/db-2.0.0.tgz")]
    public void FolderIndex_WrittenAndRead_HasThePackages(string address, string web, string db)
    {
        _workspace.WriteFile("more/readme.txt", "no chart");
        File.WriteAllBytes(_workspace.PathOf("web-1.0.0.tgz"), ChartWorkspace.Package("web", "1.0.0"));
        File.WriteAllBytes(_workspace.PathOf("more/db-2.0.0.tgz"), ChartWorkspace.Package("db", "2.0.0"));
        File.WriteAllText(_workspace.PathOf("broken.tgz"), "no archive");
        var index = FolderIndex.Of(_workspace.Folder, address, TimeProvider.System);

        foreach (var text in new[] { RepositoryIndexWriter.Yaml(index), RepositoryIndexWriter.Json(index) })
        {
            var read = RepositoryIndexReader.Read(text, "i", Assert.Fail);

            Assert.Equal([db, web], read.Charts.Values.Select(versions => Assert.Single(Assert.Single(versions).Urls)));
            Assert.Equal(index.Generated, read.Generated);
        }
    }

    [Fact]
    public void Merge_OtherIndex_AddsWhatIsMissing()
    {
        var merged = Read("1.0.0", "2.0.0").Merge(Read("1.0.0", "1.5.0"));

        Assert.Equal(["2.0.0", "1.5.0", "1.0.0"], merged.Charts["web"].Select(version => version.Metadata.Version));
    }

    [Theory]
    [InlineData("WEB", false, "m/web", "m/site")]
    [InlineData("chart of", false, "m/site")]
    [InlineData("^m", true)]
    [InlineData("w.b$", true, "m/site")]
    [InlineData("", false, "m/site", "m/web")]
    public void Search_Text_GivesTheBestMatchesFirst(string text, bool isPattern, params string[] expected)
    {
        var search = new RepositorySearch();
        search.Add("m", RepositoryIndexReader.Read("apiVersion: v1\nentries:\n  web:\n  - {name: web, version: 1.0.0}\n  site:\n  - {name: site, version: 1.0.0, description: The chart of a site, keywords: [web]}\n", "i", Assert.Fail));

        Assert.Equal(expected, search.Find(text, isPattern).Select(found => found.Name));
    }

    private static RepositoryIndex Read(params string[] versions) =>
        RepositoryIndexReader.Read("apiVersion: v1\nentries:\n  web:\n" + string.Concat(versions.Select(version => $"  - {{name: web, version: {version}, urls: [web-{version}.tgz]}}\n")), "i", Assert.Fail);
}
