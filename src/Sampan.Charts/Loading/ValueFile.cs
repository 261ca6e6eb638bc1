using Sampan.Templates.Values;

namespace Sampan.Charts.Loading;

/// <summary>Reads the files that values come from.</summary>
public static class ValueFile
{
    /// <summary>The text of a file, or of standard input for <c>-</c>. Throws <see cref="ChartException"/> with Go's message.</summary>
    public static string Read(string path, TextReader? standardInput = null)
    {
        if (path.Trim() == "-" && standardInput is not null)
        {
            return standardInput.ReadToEnd();
        }

        try
        {
            return GoText.FromBytes(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartException(
                exception is UnauthorizedAccessException && !Directory.Exists(path) ? $"open {path}: permission denied"
                : Directory.Exists(path) ? $"read {path}: is a directory"
                : $"open {path}: no such file or directory",
                "check the path of the values file",
                exception);
        }
    }
}
