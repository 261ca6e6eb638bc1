using Sampan.Charts.Loading;

namespace Sampan.Charts.Tests.Loading;

public sealed class ChartFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan-chart-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_Folder_LeavesOutIgnoredFilesAndKeepsOrder()
    {
        Write(".helmignore", "*.bak\nsecret/\n");
        Write("Chart.yaml", ChartFiles.ChartYaml);
        Write("b.txt", "\uFEFFb");
        Write("a.bak", "a");
        Write("secret/key", "k");
        Write("templates/.hidden.yaml", "h");
        Write("templates/t.yaml", "t");

        var chart = ChartLoader.Load(_folder.FullName);

        Assert.Equal([".helmignore", "b.txt"], chart.Files.Select(file => file.Name));
        Assert.Equal("b", chart.Files[1].Text);
        Assert.Equal(["templates/t.yaml"], chart.Templates.Select(file => file.Name));
    }

    [Fact]
    public void Load_LinkInside_IsFollowed()
    {
        Write("Chart.yaml", ChartFiles.ChartYaml);
        Write("files/real.txt", "r");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "link.txt"), "files/real.txt");

        Assert.Equal(["files/real.txt", "link.txt"], ChartLoader.Load(_folder.FullName).Files.Select(file => file.Name));
    }

    [Fact]
    public void Load_LinkOutside_IsRefused()
    {
        Write("Chart.yaml", ChartFiles.ChartYaml);
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "passwd"), "/etc/passwd");

        Assert.Contains("passwd leads out of the chart", Assert.Throws<ChartException>(() => ChartLoader.Load(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LinkToItsOwnFolder_IsRefused()
    {
        Write("Chart.yaml", ChartFiles.ChartYaml);
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "again"), _folder.FullName);

        Assert.Contains("symbolic link again/again leads back", Assert.Throws<ChartException>(() => ChartLoader.Load(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Nothing_SaysWhere()
    {
        var path = Path.Combine(_folder.FullName, "none");

        Assert.Equal($"stat {path}: no such file or directory", Assert.Throws<ChartException>(() => ChartLoader.Load(path)).Message);
    }

    [Fact]
    public void Load_YamlFile_SaysThatItIsNoArchive()
    {
        Write("values.yaml", "a: 1\n");
        var path = Path.Combine(_folder.FullName, "values.yaml");

        Assert.Equal($"file '{path}' seems to be a YAML file, but expected a gzipped archive", Assert.Throws<ChartException>(() => ChartLoader.Load(path)).Message);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
