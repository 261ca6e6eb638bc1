using System.Text.RegularExpressions;

namespace Sampan.Charts.Testing.Rendering;

/// <summary>The template and the message in an error of Helm's.</summary>
/// <param name="File">The template's path.</param>
/// <param name="Message">What it says: from the second line on, where there are several.</param>
internal sealed record RenderFailure(string File, string Message)
{
    // The plugin's own expression: of "…:12:34: executing …" it takes one digit of the column, which decides where the message begins.
    private static readonly Regex Expression = new(
        @"^(?:.+?: |.+? \()(?<file>.+?):[0-9]+?:[0-9]+?.+?(?:.+?>)*?: (?<message>.+?)$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.NonBacktracking);

    /// <summary>Takes an error apart; null for one that names no template with line and column.</summary>
    public static RenderFailure? Parse(string error)
    {
        var match = Expression.Match(error);
        if (!match.Success)
        {
            return null;
        }

        var line = error.IndexOf('\n', StringComparison.Ordinal);
        return new RenderFailure(match.Groups["file"].Value, (line >= 0 ? error[(line + 1)..] : match.Groups["message"].Value).TrimStart('\n'));
    }
}
