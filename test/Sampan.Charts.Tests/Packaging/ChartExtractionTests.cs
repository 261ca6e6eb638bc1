using Sampan.Charts.Packaging;
using Sampan.Charts.Tests.Servers;

namespace Sampan.Charts.Tests.Packaging;

public sealed class ChartExtractionTests : IDisposable
{
    private readonly ChartWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Extract_Package_WritesItsFiles()
    {
        ChartExtraction.Extract(ChartWorkspace.Package("web", "1.0.0"), _workspace.PathOf("x"));

        Assert.Equal("kind: ConfigMap", File.ReadAllText(_workspace.PathOf("x/web/templates/a.yaml")));
    }

    [Theory]
    [InlineData("c/../../evil", "chart illegally references parent directory")]
    [InlineData("c//etc/evil", "chart illegally contains absolute paths")]
    public void Extract_PathThatLeadsOut_WritesNothing(string name, string message)
    {
        var archive = ChartFiles.Archive(("c/Chart.yaml", ChartFiles.ChartYaml), (name, "evil")).ToArray();

        Assert.Equal(message, Assert.Throws<ChartException>(() => ChartExtraction.Extract(archive, _workspace.PathOf("x"))).Message);
        Assert.False(Directory.Exists(_workspace.PathOf("x")));
    }

    [Theory]
    [InlineData("..", "chart name \"..\" is not allowed")]
    [InlineData("a/b", "chart name \"a/b\" must not contain path separators")]
    [InlineData("\"a\\0b\"", "chart name \"a\\x00b\" must not contain path separators")]
    [InlineData("''", "chart name not specified")]
    public void Extract_NameThatIsAPath_IsRefused(string name, string message)
    {
        var archive = ChartFiles.Archive(("c/Chart.yaml", $"apiVersion: v2\nname: {name}\nversion: 1.0.0\n")).ToArray();

        Assert.Equal(message, Assert.Throws<ChartException>(() => ChartExtraction.Extract(archive, _workspace.PathOf("x"))).Message);
    }

    [Fact]
    public void Extract_NameWithANullCharacter_WritesNothing()
    {
        var archive = ChartFiles.Archive(("c/Chart.yaml", ChartFiles.ChartYaml), ("c/a\0b", "x")).ToArray();

        Assert.Equal("chart contains illegally named files: \"a\\x00b\"", Assert.Throws<ChartException>(() => ChartExtraction.Extract(archive, _workspace.PathOf("x"))).Message);
        Assert.False(Directory.Exists(_workspace.PathOf("x")));
    }

    [Fact]
    public void Extract_OverALink_IsRefused()
    {
        Directory.CreateDirectory(_workspace.PathOf("outside"));
        Directory.CreateDirectory(_workspace.PathOf("x/web"));
        Directory.CreateSymbolicLink(_workspace.PathOf("x/web/templates"), _workspace.PathOf("outside"));

        Assert.Throws<ChartException>(() => ChartExtraction.Extract(ChartWorkspace.Package("web", "1.0.0"), _workspace.PathOf("x")));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace.PathOf("outside")));
    }

    [Fact]
    public void Extract_CutShort_WritesNothing()
    {
        var package = ChartWorkspace.Package("web", "1.0.0");

        Assert.Throws<ChartException>(() => ChartExtraction.Extract(package[..(package.Length / 2)], _workspace.PathOf("x")));

        Assert.False(Directory.Exists(_workspace.PathOf("x")));
    }
}
