namespace Sampan.Releases.Declarations;

/// <summary>A declaration that cannot be used: what is wrong, where, and how to mend it.</summary>
/// <param name="what">What is wrong and how to mend it, one sentence or two.</param>
/// <param name="file">The file at fault, as the user named it; null where no file is involved.</param>
/// <param name="line">1-based line, 0 where unknown.</param>
/// <param name="column">1-based column, 0 where unknown.</param>
public sealed class DeclarationException(string what, string? file = null, long line = 0, long column = 0)
    : Exception(Position(file, line, column) + what)
{
    private static string Position(string? file, long line, long column) => (file, line) switch
    {
        (null, _) => "",
        (_, 0) => $"{file}: ",
        _ => $"{file}:{line}:{column}: ",
    };
}
