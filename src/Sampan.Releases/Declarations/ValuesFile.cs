using Microsoft.Extensions.FileSystemGlobbing;
using Sampan.Charts.Values.Origins;
using Sampan.Releases.Declarations.Templating;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>A file of values, plain YAML or a Go template (<c>.gotmpl</c>).</summary>
internal static class ValuesFile
{
    /// <summary>The files that an entry names, a path or a glob, relative to the declaration's folder.</summary>
    /// <exception cref="DeclarationException">There is none, and the handler for missing files does not allow that.</exception>
    public static IReadOnlyList<string> Find(FieldEntry entry, string folder, string missingFileHandler)
    {
        var path = entry.AsText();
        if (path.Contains("://", StringComparison.Ordinal) || path.StartsWith("ref+", StringComparison.Ordinal) || path.StartsWith("git::", StringComparison.Ordinal))
        {
            throw entry.Error($"remote values are not read: copy {path} beside the declaration");
        }

        var files = Expand(path, folder);
        return files.Count > 0 || missingFileHandler is "Warn" or "Info" or "Debug"
            ? files
            : throw entry.Error($"no such file: {path} (below {folder}). Create it, or set missingFileHandler: Warn");
    }

    /// <summary>The files of a path or glob, sorted.</summary>
    public static IReadOnlyList<string> Expand(string path, string folder)
    {
        if (path.IndexOfAny(['*', '?', '[', '{']) < 0)
        {
            var full = Path.Combine(folder, path);
            return File.Exists(full) ? [full] : [];
        }

        var fixedFolder = Path.GetDirectoryName(path[..path.IndexOfAny(['*', '?', '[', '{'])]) ?? "";
        var root = Path.Combine(folder, fixedFolder);
        return Directory.Exists(root)
            ? [.. new Matcher().AddInclude(Path.GetRelativePath(root, Path.Combine(folder, path))).GetResultsInFullPath(root).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Reads the file; a template is rendered in its own folder with the data.</summary>
    /// <exception cref="DeclarationException">It cannot be read, rendered, or is no mapping.</exception>
    public static Map Read(string path, StateTemplate? templates, Map data) => Parse(path, ReadText(path), templates, data);

    /// <summary>As <see cref="Read"/>, as a layer of state values with its text.</summary>
    /// <exception cref="DeclarationException">It cannot be read, rendered, or is no mapping.</exception>
    public static ValueLayer ReadLayer(string path, StateTemplate templates, Map data, string role)
    {
        var text = ReadText(path);
        return new ValueLayer(IsTemplate(path) ? ValueLayerKind.Template : ValueLayerKind.File, path, Parse(path, text, templates, data))
        {
            Role = role,
            Text = new ValueText(text, IsTemplate(path)),
        };
    }

    /// <summary>Whether a file is a template.</summary>
    public static bool IsTemplate(string path) => path.EndsWith(".gotmpl", StringComparison.Ordinal);

    private static Map Parse(string path, string text, StateTemplate? templates, Map data) => new DeclarationText(
        path,
        IsTemplate(path) && templates is not null ? templates.Render(text, path, Path.GetDirectoryName(Path.GetFullPath(path))!, data) : text,
        0).Parse();

    /// <summary>The file's text.</summary>
    /// <exception cref="DeclarationException">It cannot be read.</exception>
    public static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DeclarationException($"cannot read values: {exception.Message}", path);
        }
    }
}
