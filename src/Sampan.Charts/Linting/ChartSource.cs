using System.Text;
using Sampan.Charts.Loading;

namespace Sampan.Charts.Linting;

/// <summary>A chart's files before anything is known to be right about them: a folder's, or those of an archive.</summary>
internal sealed class ChartSource
{
    private readonly Func<string, string?> _read;
    private readonly Func<string, bool> _isFolder;
    private readonly Func<Chart> _load;

    private ChartSource(string path, Func<string, string?> read, Func<string, bool> isFolder, Func<Chart> load)
    {
        Path = path;
        _read = read;
        _isFolder = isFolder;
        _load = load;
    }

    /// <summary>The chart's absolute path.</summary>
    public string Path { get; }

    /// <summary>Opens the chart at a path; throws <see cref="ChartException"/> when it has no Chart.yaml.</summary>
    public static ChartSource Open(string path)
    {
        var source = path.EndsWith(".tgz", StringComparison.Ordinal) || path.EndsWith(".tar.gz", StringComparison.Ordinal) ? OfArchive(path) : OfFolder(path);
        if (!source.Exists("Chart.yaml"))
        {
            throw new ChartException($"unable to check Chart.yaml file in chart: stat {System.IO.Path.Combine(path, "Chart.yaml")}: no such file or directory", "give the path of a chart");
        }

        return source;
    }

    /// <summary>The text of a file; null when there is none.</summary>
    public string? Read(string name) => _read(name);

    public bool IsFolder(string name) => _isFolder(name);

    public bool Exists(string name) => IsFolder(name) || Read(name) is not null;

    /// <summary>Loads the chart; throws <see cref="ChartException"/>.</summary>
    public Chart Load() => _load();

    private static ChartSource OfFolder(string path) => new(
        System.IO.Path.GetFullPath(path),
        name => System.IO.Path.Combine(path, name) is var file && File.Exists(file) ? File.ReadAllText(file) : null,
        name => Directory.Exists(System.IO.Path.Combine(path, name)),
        () => ChartLoader.Load(path));

    private static ChartSource OfArchive(string path)
    {
        IReadOnlyList<ChartFile> files;
        try
        {
            using var archive = File.OpenRead(path);
            files = ChartArchive.Read(archive);
        }
        catch (IOException exception)
        {
            throw new ChartException($"unable to open tarball: open {path}: no such file or directory", cause: exception);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"unable to extract tarball: {exception.Message}", exception.Hint, exception);
        }

        return new ChartSource(
            System.IO.Path.GetFullPath(path),
            name => files.FirstOrDefault(file => file.Name == name) is { } file ? Encoding.UTF8.GetString(file.Data.Span) : null,
            name => files.Any(file => file.Name.StartsWith(name.TrimEnd('/') + "/", StringComparison.Ordinal)),
            () => ChartLoader.LoadFiles(files));
    }
}
