using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Sampan.Charts.Metadata;
using Sampan.Charts.Text;

namespace Sampan.Charts.Packaging;

/// <summary>Writes charts as packages: a gzipped tar with the chart's folder at its top.</summary>
public static class ChartPackage
{
    private const string VersionOne = "v1";
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The name of a chart's package: <c>name-1.2.3.tgz</c>.</summary>
    public static string FileName(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return $"{chart.Name}-{chart.Metadata.Version}.tgz";
    }

    /// <summary>
    /// Writes a chart and its subcharts, in Helm's order of files: Chart.yaml anew from the metadata, everything else as it
    /// was read. The same chart and time give the same bytes.
    /// </summary>
    public static void Write(Chart chart, Stream target, DateTimeOffset modified)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(target);
        using var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        using var tar = new TarWriter(gzip, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var (name, data) in Files(chart, chart.Name))
        {
            using var content = new MemoryStream(data.ToArray(), writable: false);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = Mode, ModificationTime = modified });
        }
    }

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Data)> Files(Chart chart, string folder)
    {
        yield return ($"{folder}/Chart.yaml", Encoding.UTF8.GetBytes(YamlData.Write(MetadataValues.Of(OwnMetadata(chart)))));
        foreach (var file in chart.Raw.Where(file => file.Name is "Chart.lock" or "values.yaml" or "values.schema.json").Concat(chart.Templates).Concat(chart.Files))
        {
            yield return ($"{folder}/{file.Name}", file.Data);
        }

        foreach (var file in chart.Dependencies.SelectMany(subchart => Files(subchart, $"{folder}/charts/{subchart.Name}")))
        {
            yield return file;
        }
    }

    /// <summary>In the old format, dependencies are in requirements.yaml, which is among the files.</summary>
    private static ChartMetadata OwnMetadata(Chart chart) =>
        chart.Metadata.ApiVersion == VersionOne ? chart.Metadata with { Dependencies = null } : chart.Metadata;
}
