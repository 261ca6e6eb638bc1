using Sampan.Charts.Downloads;
using Sampan.Charts.Metadata;
using Sampan.Charts.Packaging;
using Sampan.Charts.Registries;
using Sampan.Charts.Repositories;

namespace Sampan.Charts.Tests.Servers;

/// <summary>A folder of its own for a test, with what commands keep there.</summary>
internal sealed class ChartWorkspace : IDisposable
{
    private readonly HttpDownloads _downloads = new(new HurriedTime());

    public string Folder { get; } = Directory.CreateTempSubdirectory("sampan-charts-").FullName;

    public List<string> Told { get; } = [];

    public HttpDownloads Downloads => _downloads;

    public string RepositoryConfig => PathOf("config/repositories.yaml");

    public RegistryCredentials Credentials => new(PathOf("config/registry/config.json"));

    public ChartSources Sources
    {
        get
        {
            var cache = new RepositoryCache(PathOf("cache"), Told.Add);
            return new ChartSources
            {
                RepositoryConfig = RepositoryConfig,
                Cache = cache,
                Downloads = _downloads,
                Registry = new RegistryClient(_downloads, Credentials, cache.Content, Told.Add),
                Time = TimeProvider.System,
            };
        }
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Adds a repository to those that the user has, and fetches its index.</summary>
    public async Task AddAsync(RepositoryEntry entry)
    {
        RepositoryList.Load(RepositoryConfig).With(entry).Save(RepositoryConfig);
        await new RepositoryRefresh(_downloads, Sources.Cache).FetchAsync(entry, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    /// <summary>A packaged chart with one template.</summary>
    public static byte[] Package(string name, string version)
    {
        using var package = new MemoryStream();
        var chart = new Chart
        {
            Metadata = new ChartMetadata { ApiVersion = "v2", Name = name, Version = version, Description = $"The {name} chart" },
            Templates = [new ChartFile("templates/a.yaml", "kind: ConfigMap"u8.ToArray())],
        };
        ChartPackage.Write(chart, package, DateTimeOffset.UnixEpoch);
        return package.ToArray();
    }

    /// <summary>The index of packages, addresses relative to it.</summary>
    public static byte[] Index(params (string Name, string Version, byte[] Package)[] charts) => System.Text.Encoding.UTF8.GetBytes(
        "apiVersion: v1\nentries:\n" + string.Concat(charts.GroupBy(chart => chart.Name).Select(group => $"  {group.Key}:\n" + string.Concat(group.Select(chart =>
            $"  - apiVersion: v2\n    name: {chart.Name}\n    version: {chart.Version}\n    urls: [{chart.Name}-{chart.Version}.tgz]\n    digest: {ContentDigest.Of(chart.Package)}\n")))));

    /// <summary>Who may read and write a file; Windows has no such modes.</summary>
    public static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? AtomicFile.Private : File.GetUnixFileMode(path);

    public void WriteFile(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), content);
    }

    public void Dispose()
    {
        _downloads.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
