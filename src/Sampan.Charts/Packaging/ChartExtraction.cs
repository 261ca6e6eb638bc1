using Sampan.Charts.Downloads;
using Sampan.Charts.Loading;
using Sampan.Charts.Metadata;
using Sampan.Charts.Text;

namespace Sampan.Charts.Packaging;

/// <summary>Unpacks packages into folders, never outside of them.</summary>
public static class ChartExtraction
{
    /// <summary>Unpacks into the folder of the chart's name below <paramref name="folder"/>. Nothing is written of an archive that cannot be read whole. Throws <see cref="ChartException"/>.</summary>
    public static void Extract(byte[] package, string folder)
    {
        using var archive = new MemoryStream(package, writable: false);
        var files = ChartArchive.Read(archive);
        var name = files.Where(file => file.Name == "Chart.yaml").Select(file => ReadName(file.Text)).LastOrDefault() ?? "";
        if (name.Length == 0)
        {
            throw new ChartException("chart name not specified");
        }

        if (name is "." or "..")
        {
            throw new ChartException($"chart name {GoText.Quote(name)} is not allowed");
        }

        if (name.AsSpan().ContainsAny("/\\\0"))
        {
            throw new ChartException($"chart name {GoText.Quote(name)} must not contain path separators");
        }

        foreach (var (path, data) in files.Select(file => (Inside(Path.Combine(folder, name), file.Name), file.Data)).ToList())
        {
            AtomicFile.Write(path, data.Span);
        }
    }

    private static string ReadName(string text)
    {
        try
        {
            return MetadataReader.Read(text).Name;
        }
        catch (ChartException exception)
        {
            throw new ChartException($"cannot load Chart.yaml: {exception.Message}", exception.Hint, exception);
        }
    }

    /// <summary>The path of a file in a folder; links that are there already may not lead out of it.</summary>
    private static string Inside(string folder, string name)
    {
        if (name.Contains('\0'))
        {
            throw new ChartException($"chart contains illegally named files: {GoText.Quote(name)}");
        }

        var path = folder;
        foreach (var part in name.Split('/'))
        {
            if (new DirectoryInfo(path) is { LinkTarget: not null } link)
            {
                throw new ChartException($"{link.FullName} is a symbolic link", "unpack into an empty folder");
            }

            path = Path.Combine(path, part);
        }

        return path;
    }
}
