using Sampan.Charts.Text;

namespace Sampan.Charts.Loading;

/// <summary>Loads charts from disk or from memory.</summary>
public static class ChartLoader
{
    /// <summary>
    /// Loads the chart at a path: a folder, or a packaged chart (.tgz). <paramref name="warn"/> receives Helm's warnings.
    /// Throws <see cref="ChartException"/> with Helm's message: nothing there, no chart, malformed, unsafe or too large.
    /// </summary>
    public static Chart Load(string path, Action<string>? warn = null)
    {
        warn ??= static _ => { };
        if (Directory.Exists(path))
        {
            return ChartAssembly.Assemble(ChartFolder.Read(path), warn);
        }

        if (!File.Exists(path))
        {
            throw new ChartException($"stat {path}: no such file or directory", "give the path of a chart's folder or of a packaged chart");
        }

        try
        {
            using var archive = File.OpenRead(path);
            RequireGZip(path, archive);
            return LoadArchive(archive, warn);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"file '{path}' cannot be read: {exception.Message}", cause: exception);
        }
    }

    /// <summary>Loads the chart in a folder; anything else there has no Chart.yaml. Throws <see cref="ChartException"/> with Helm's message.</summary>
    public static Chart LoadFolder(string path, Action<string>? warn = null) =>
        ChartAssembly.Assemble(Directory.Exists(path) ? ChartFolder.Read(path) : [], warn ?? (static _ => { }));

    /// <summary>Loads a packaged chart (a gzipped tar) from a stream. Throws <see cref="ChartException"/>.</summary>
    public static Chart LoadArchive(Stream archive, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        return ChartAssembly.Assemble(ChartArchive.Read(archive), warn ?? (static _ => { }));
    }

    /// <summary>Makes a chart of files in memory, named within the chart. Throws <see cref="ChartException"/>.</summary>
    public static Chart LoadFiles(IReadOnlyList<ChartFile> files, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        return ChartAssembly.Assemble([.. files.Select(file => file with { Data = ByteOrderMark.Strip(file.Data) })], warn ?? (static _ => { }));
    }

    private static void RequireGZip(string path, FileStream archive)
    {
        var head = new byte[512];
        archive.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        archive.Position = 0;
        if (head is [0x1F, 0x8B, 0x08, ..])
        {
            return;
        }

        throw new ChartException(
            Path.GetExtension(path) is ".yml" or ".yaml"
                ? $"file '{path}' seems to be a YAML file, but expected a gzipped archive"
                : $"file '{path}' does not appear to be a gzipped archive; got '{ContentType.Of(head)}'",
            "give the path of a chart's folder or of a packaged chart");
    }
}
