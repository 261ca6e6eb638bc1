using YamlDotNet.Core;

namespace Sampan.Kubernetes.Yaml;

/// <summary>
/// Blank lines at the start of a block scalar may be as long as its indentation: they are line feeds, whatever spaces
/// they have. The parser refuses them when they are; without their spaces it reads the same text.
/// </summary>
internal static class BlockScalarPadding
{
    /// <summary>Whether the parser refuses a text for it.</summary>
    public static bool IsCauseOf(YamlException exception) =>
        exception.Message.Contains("found extra spaces in first line", StringComparison.Ordinal);

    /// <summary>The text without the spaces of the blank lines before a block's first line (from 1); null where there are none, or more than that line is indented.</summary>
    public static string? Remove(string text, int firstLine)
    {
        var lines = text.Split('\n');
        var first = firstLine - 1;
        if (first < 1 || first >= lines.Length)
        {
            return null;
        }

        var indent = lines[first].Length - lines[first].TrimStart(' ').Length;
        var removed = false;
        for (var i = first - 1; i > 0 && string.IsNullOrWhiteSpace(lines[i]); i--)
        {
            var spaces = lines[i].TrimEnd('\r');
            if (spaces.Length > indent)
            {
                return null;
            }

            removed |= spaces.Length > 0;
            lines[i] = lines[i][spaces.Length..];
        }

        return removed ? string.Join('\n', lines) : null;
    }
}
