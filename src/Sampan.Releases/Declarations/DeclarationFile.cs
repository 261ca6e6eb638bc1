namespace Sampan.Releases.Declarations;

/// <summary>The text of a declaration, split into its parts: helmfile renders and merges what <c>---</c> lines separate one after the other.</summary>
internal sealed record DeclarationFile(string Path, string Folder, IReadOnlyList<DeclarationPart> Parts)
{
    /// <summary>Whether parts are Go templates.</summary>
    public bool IsTemplate => Path.EndsWith(".gotmpl", StringComparison.Ordinal);

    /// <exception cref="DeclarationException">The file cannot be read.</exception>
    public static DeclarationFile Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DeclarationException($"cannot read the declaration: {exception.Message}", path);
        }

        List<DeclarationPart> parts = [];
        var line = 0;
        foreach (var part in text.Split("\n---\n"))
        {
            parts.Add(new DeclarationPart(part, line));
            line += part.Count(character => character == '\n') + 2;
        }

        return new DeclarationFile(path, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, parts);
    }
}

/// <summary>One part and the number of lines before it.</summary>
internal sealed record DeclarationPart(string Text, int LinesBefore);
