using System.Text.Json;
using Sampan.Charts.Downloads;
using Sampan.Charts.Metadata;

namespace Sampan.Charts.Packaging;

/// <summary>Saves charts as packages on disk.</summary>
public static class ChartArchiveFile
{
    /// <summary>Writes a chart's package into a folder, which is made where needed; gives the package's path. Throws <see cref="ChartException"/> with Helm's message.</summary>
    public static string Save(Chart chart, string folder, DateTimeOffset modified)
    {
        ArgumentNullException.ThrowIfNull(chart);
        Validate(chart);
        if (File.Exists(folder))
        {
            throw new ChartException($"is not a directory: {folder}");
        }

        using var package = new MemoryStream();
        ChartPackage.Write(chart, package, modified);
        var path = Path.Combine(folder, ChartPackage.FileName(chart));
        AtomicFile.Write(path, package.ToArray());
        return path;
    }

    private static void Validate(Chart chart)
    {
        try
        {
            MetadataValidation.Validate(chart.Metadata);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"chart validation: {exception.Message}", exception.Hint, exception);
        }

        try
        {
            if (chart.Schema is { } schema)
            {
                JsonDocument.Parse(schema.Data).Dispose();
            }
        }
        catch (JsonException exception)
        {
            throw new ChartException("Invalid JSON in values.schema.json", exception.Message, exception);
        }
    }
}
