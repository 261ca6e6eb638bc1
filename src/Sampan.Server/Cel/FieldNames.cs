namespace Sampan.Server.Cel;

/// <summary>The names by which expressions call fields whose own names are no identifiers (apiserver/pkg/cel/escaping.go).</summary>
internal static class FieldNames
{
    private static readonly HashSet<string> Reserved =
    [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    ];

    /// <summary>Whether a name can stand in an expression as it is.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') && !Reserved.Contains(name);

    /// <summary>The identifier of a field whose name is a keyword, which after a dot may be written as it is; any other name as it is.</summary>
    public static string OfKeyword(string name) => Reserved.Contains(name) ? $"__{name}__" : name;

    /// <summary>The identifier, or null for a name that has none.</summary>
    public static string? Escape(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            return null;
        }

        if (Reserved.Contains(name))
        {
            return $"__{name}__";
        }

        var escaped = name
            .Replace("__", "__underscores__", StringComparison.Ordinal)
            .Replace(".", "__dot__", StringComparison.Ordinal)
            .Replace("-", "__dash__", StringComparison.Ordinal)
            .Replace("/", "__slash__", StringComparison.Ordinal);
        return escaped.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? escaped : null;
    }
}
