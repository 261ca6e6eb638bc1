using CsCheck;
using Sampan.Charts.Loading;
using Sampan.Charts.Packaging;
using Sampan.Charts.Showing;

namespace Sampan.Charts.Tests.Packaging;

public sealed class ChartPackageTests
{
    private static readonly DateTimeOffset Modified = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Write_Chart_ReadsBackAsItWas()
    {
        var chart = ChartFiles.Chart(
            ("Chart.yaml", ChartFiles.ChartYaml + "dependencies:\n- {name: s, version: 1.x, repository: ''}\n"),
            ("values.yaml", "a: 1 # kept\n"),
            ("templates/t.yaml", "t"),
            ("README.md", "r"),
            ("charts/s/Chart.yaml", "name: s\nversion: 1.0.0\n"),
            ("charts/s/templates/u.yaml", "u"));

        var read = ChartLoader.LoadArchive(Package(chart));

        Assert.Equal(ChartShow.All(chart), ChartShow.All(read));
        Assert.Equal("u", read.Dependencies.Single().Templates.Single().Text);
        Assert.Equal("c-1.2.3.tgz", ChartPackage.FileName(chart));
    }

    [Fact]
    public void Write_SameChartAndTime_GivesSameBytes()
    {
        var chart = ChartFiles.Chart(("templates/t.yaml", "t"));

        Assert.Equal(Package(chart).ToArray(), Package(chart).ToArray());
    }

    [Fact]
    public void Write_AnyTemplate_KeepsItsBytes() =>
        Gen.Byte.Array[0, 200].Where(data => data is not [0xEF, 0xBB, 0xBF, ..]).Sample(data =>
        {
            var chart = ChartFiles.Chart() with { Templates = [new ChartFile("templates/t.yaml", data)] };
            return ChartLoader.LoadArchive(Package(chart)).Templates.Single().Data.Span.SequenceEqual(data);
        });

    private static MemoryStream Package(Chart chart)
    {
        var stream = new MemoryStream();
        ChartPackage.Write(chart, stream, Modified);
        stream.Position = 0;
        return stream;
    }
}
