using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Sampan.Charts.Loading;

namespace Sampan.Charts.Tests;

/// <summary>Charts made of texts.</summary>
internal static class ChartFiles
{
    public const string ChartYaml = "apiVersion: v2\nname: c\nversion: 1.2.3\n";

    public static Chart Chart(params (string Name, string Text)[] files) =>
        ChartLoader.LoadFiles([.. (files.Any(file => file.Name == "Chart.yaml") ? files : [("Chart.yaml", ChartYaml), .. files]).Select(file => new ChartFile(file.Name, Encoding.UTF8.GetBytes(file.Text)))]);

    public static MemoryStream Archive(params (string Name, string Text)[] files)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        stream.Position = 0;
        return stream;
    }
}
