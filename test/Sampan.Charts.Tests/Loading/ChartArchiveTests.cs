using System.Formats.Tar;
using System.IO.Compression;
using CsCheck;
using Sampan.Charts.Loading;

namespace Sampan.Charts.Tests.Loading;

public sealed class ChartArchiveTests
{
    [Fact]
    public void LoadArchive_WithSubchartArchive_LoadsBoth()
    {
        var inner = ChartFiles.Archive(("s/Chart.yaml", "name: s\nversion: 1.0.0\n")).ToArray();
        var files = ChartArchive.Read(ChartFiles.Archive(("c/Chart.yaml", ChartFiles.ChartYaml), ("c/templates/a.yaml", "\uFEFFa: 1")));

        var chart = ChartLoader.LoadFiles([.. files, new ChartFile("charts/s-1.0.0.tgz", inner)]);

        Assert.Equal("s", Assert.Single(chart.Dependencies).Name);
        Assert.Equal("v1", chart.Dependencies[0].Metadata.ApiVersion);
        Assert.Equal("a: 1", Assert.Single(chart.Templates).Text);
    }

    [Theory]
    [InlineData("c/../../etc/passwd", "chart illegally references parent directory")]
    [InlineData("c//etc/passwd", "chart illegally contains absolute paths")]
    [InlineData("c\\..\\..\\x", "chart illegally references parent directory")]
    [InlineData("c/C:/x", "chart contains illegally named files")]
    [InlineData("c", "chart illegally contains content outside the base directory: \"c\"")]
    [InlineData("Chart.yaml/x", "chart yaml not in base directory")]
    public void LoadArchive_UnsafeName_IsRefused(string name, string message) =>
        Assert.Equal(message, Assert.Throws<ChartException>(() => ChartLoader.LoadArchive(ChartFiles.Archive((name, "x")))).Message);

    [Fact]
    public void LoadArchive_NoGZip_SaysSo() =>
        Assert.Equal("gzip: invalid header", Assert.Throws<ChartException>(() => ChartLoader.LoadArchive(new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))).Message);

    [Fact]
    public void LoadArchive_Empty_SaysSo() =>
        Assert.Equal("no files in chart archive", Assert.Throws<ChartException>(() => ChartLoader.LoadArchive(ChartFiles.Archive())).Message);

    [Fact]
    public void LoadArchive_FileLargerThanLimit_IsRefusedWithoutReadingIt()
    {
        // Only the header of a huge file: a reader that trusted it would wait for, or allocate, a gigabyte.
        var error = Assert.Throws<ChartException>(() => ChartLoader.LoadArchive(Headed(header => "10000000000"u8.CopyTo(header.AsSpan(124)))));

        Assert.Equal("decompressed chart is larger than the maximum file size 104857600", error.Message);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void LoadArchive_SparseFile_IsRefused() => Assert.StartsWith(
        "malformed chart archive",
        Assert.Throws<ChartException>(() => ChartLoader.LoadArchive(Headed(header => header[156] = (byte)'S'))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void LoadArchive_SizeBelowZero_IsRefused() => Assert.StartsWith(
        "malformed chart archive",
        Assert.Throws<ChartException>(() => ChartLoader.LoadArchive(Headed(header => header[124] = 0xFF))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void LoadArchive_ExtendedAttributesOfGigabytes_AreRefused() => Assert.StartsWith(
        "malformed chart archive",
        Assert.Throws<ChartException>(() => ChartLoader.LoadArchive(Headed(header =>
        {
            header[156] = (byte)'x';
            "77777777777"u8.CopyTo(header.AsSpan(124));
        }))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void LoadArchive_AnyDamage_LoadsOrFailsCleanly()
    {
        var archive = ChartFiles.Archive(("c/Chart.yaml", ChartFiles.ChartYaml), ("c/values.yaml", "a: 1\n"), ("c/templates/t.yaml", "a: {{ .Values.a }}\n")).ToArray();
        Gen.Select(Gen.Int[0, archive.Length - 1], Gen.Byte, Gen.Int[0, archive.Length]).Sample((position, value, length) =>
        {
            var damaged = archive.ToArray();
            damaged[position] = value;
            try
            {
                ChartLoader.LoadArchive(new MemoryStream(damaged, 0, Math.Max(length, position + 1)));
            }
            catch (ChartException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        });
    }

    /// <summary>An archive that is nothing but the header of a file, changed.</summary>
    private static MemoryStream Headed(Action<byte[]> change)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "c/big") { DataStream = new MemoryStream(new byte[10]) });
        }

        var header = tar.ToArray()[..512];
        change(header);
        RewriteChecksum(header);
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(header);
        }

        stream.Position = 0;
        return stream;
    }

    private static void RewriteChecksum(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        var sum = header.Sum(value => value);
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
    }
}
