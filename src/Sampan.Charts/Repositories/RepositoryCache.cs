using System.Text;
using Sampan.Charts.Downloads;

namespace Sampan.Charts.Repositories;

/// <summary>The folder that keeps the indexes of repositories, and packages by their digests.</summary>
public sealed class RepositoryCache(string folder, Action<string> warn)
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Packages by their digests.</summary>
    public ContentStore Content { get; } = new(Path.Combine(folder, "content"));

    /// <summary>Where the index of a repository is kept.</summary>
    public string IndexPath(string name) => Path.Combine(folder, $"{name}-index.yaml");

    /// <summary>The kept index of a repository; throws <see cref="ChartException"/> with Helm's message.</summary>
    public RepositoryIndex LoadIndex(string name)
    {
        var path = IndexPath(name);
        var text = ReadText(path);
        try
        {
            return RepositoryIndexReader.Read(text, path, warn);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"error loading {path}: {exception.Message}", exception.Hint, exception);
        }
    }

    /// <summary>Keeps an index, and beside it the names of its charts, which shells complete. What is no index is not kept: throws <see cref="ChartException"/>.</summary>
    public RepositoryIndex Keep(string name, string source, byte[] content)
    {
        var index = RepositoryIndexReader.Read(Encoding.UTF8.GetString(content), source, warn);
        AtomicFile.Write(ChartsPath(name), Encoding.UTF8.GetBytes(string.Concat(index.Charts.Keys.Select(chart => chart + "\n"))));
        AtomicFile.Write(IndexPath(name), content);
        return index;
    }

    /// <summary>Drops what is kept of a repository.</summary>
    public void Remove(string name)
    {
        File.Delete(ChartsPath(name));
        File.Delete(IndexPath(name));
    }

    private string ChartsPath(string name) => Path.Combine(folder, $"{name}-charts.txt");

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"open {path}: {(exception is UnauthorizedAccessException ? "permission denied" : "no such file or directory")}", "run 'helm repo update'", exception);
        }
    }
}
