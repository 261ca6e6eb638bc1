using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Sampan.Charts.Paths;
using Sampan.Charts.Text;

namespace Sampan.Charts.Loading;

/// <summary>Reads the files out of a packaged chart (a gzipped tar with one top folder), and refuses unsafe paths and sizes.</summary>
internal static partial class ChartArchive
{
    /// <summary>The files, named within the chart's folder; throws <see cref="ChartException"/> with Helm's message.</summary>
    public static IReadOnlyList<ChartFile> Read(Stream archive)
    {
        try
        {
            using var unzipped = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
            using var tar = new TarReader(unzipped, leaveOpen: true);
            return Read(tar);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            throw new ChartException(IsGZip(archive) ? $"malformed chart archive: {exception.Message}" : "gzip: invalid header", "package the chart again", exception);
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException)
        {
            throw new ChartException("unexpected EOF", "the archive is cut short: fetch or package the chart again", exception);
        }
    }

    private static List<ChartFile> Read(TarReader tar)
    {
        List<ChartFile> files = [];
        var remaining = ChartLimits.ChartBytes;
        while (Next(tar, files) is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes or TarEntryType.ExtendedAttributes || entry.Name.EndsWith('/'))
            {
                continue;
            }

            var name = NameWithinChart(entry.Name);
            if (entry.Length > remaining)
            {
                throw TooLarge();
            }

            if (entry.Length > ChartLimits.FileBytes)
            {
                throw new ChartException($"decompressed chart file {GoText.Quote(entry.Name)} is larger than the maximum file size {ChartLimits.FileBytes}", "leave the file out with .helmignore");
            }

            var data = new byte[entry.Length];
            entry.DataStream?.ReadExactly(data);
            remaining -= data.Length;
            if (remaining <= 0)
            {
                throw TooLarge();
            }

            files.Add(new ChartFile(name, ByteOrderMark.Strip(data)));
        }

        return files.Count > 0 ? files : throw new ChartException("no files in chart archive");
    }

    /// <summary>The next entry; a tar without any need not even have its end marked.</summary>
    private static TarEntry? Next(TarReader tar, List<ChartFile> files)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (EndOfStreamException) when (files.Count == 0)
        {
            return null;
        }
    }

    private static string NameWithinChart(string entryName)
    {
        var delimiter = entryName.Contains('\\') ? '\\' : '/';
        var slash = entryName.IndexOf(delimiter);
        var top = slash < 0 ? entryName : entryName[..slash];
        var name = slash < 0 ? "" : entryName[(slash + 1)..].Replace(delimiter, '/');
        if (name.StartsWith('/'))
        {
            throw new ChartException("chart illegally contains absolute paths");
        }

        name = CleanPath.Of(name);
        if (name == ".")
        {
            throw new ChartException($"chart illegally contains content outside the base directory: {GoText.Quote(entryName)}");
        }

        if (name.StartsWith("..", StringComparison.Ordinal))
        {
            throw new ChartException("chart illegally references parent directory");
        }

        if (DrivePath().IsMatch(name))
        {
            throw new ChartException("chart contains illegally named files");
        }

        return top == "Chart.yaml" ? throw new ChartException("chart yaml not in base directory") : name;
    }

    private static bool IsGZip(Stream archive)
    {
        if (!archive.CanSeek)
        {
            return false;
        }

        archive.Position = 0;
        return archive.ReadByte() == 0x1F && archive.ReadByte() == 0x8B;
    }

    private static ChartException TooLarge() =>
        new($"decompressed chart is larger than the maximum file size {ChartLimits.ChartBytes}", "leave files out with .helmignore");

    [GeneratedRegex("^[a-zA-Z]:/")]
    private static partial Regex DrivePath();
}
