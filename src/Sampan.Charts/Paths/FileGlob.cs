using System.Text;
using System.Text.RegularExpressions;

namespace Sampan.Charts.Paths;

/// <summary>
/// The patterns of <c>.Files.Glob</c> (gobwas/glob with <c>/</c> as separator): <c>*</c> and <c>?</c> stop at slashes,
/// <c>**</c> does not, <c>[abc]</c>, <c>[a-z]</c> and <c>[!a-z]</c> are classes, <c>{a,b}</c> alternatives.
/// </summary>
internal static class FileGlob
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Whether the name matches; a malformed pattern matches every name, as it does in Helm.</summary>
    public static Func<string, bool> Compile(string pattern)
    {
        if (TryTranslate(pattern, out var expression))
        {
            var regex = new Regex($"^{expression}\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, Limit);
            return regex.IsMatch;
        }

        return _ => true;
    }

    private static bool TryTranslate(string pattern, out string expression)
    {
        var translated = new StringBuilder();
        var depth = 0;
        expression = "";
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    translated.Append(".*");
                    i++;
                    break;
                case '*':
                    translated.Append("[^/]*");
                    break;
                case '?':
                    translated.Append("[^/]");
                    break;
                case '{':
                    depth++;
                    translated.Append("(?:");
                    break;
                case '}' when depth > 0:
                    depth--;
                    translated.Append(')');
                    break;
                case ',' when depth > 0:
                    translated.Append('|');
                    break;
                case '[':
                    var end = pattern.IndexOf(']', Math.Min(i + 2, pattern.Length));
                    if (end < 0)
                    {
                        return false;
                    }

                    AppendClass(translated, pattern.AsSpan(i + 1, end - i - 1));
                    i = end;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    translated.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    translated.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        // A brace that is left open is no error there, but matches nothing.
        expression = depth == 0 ? translated.ToString() : "(?!)";
        return true;
    }

    private static void AppendClass(StringBuilder target, ReadOnlySpan<char> members)
    {
        target.Append('[');
        if (members[0] == '!')
        {
            target.Append('^');
            members = members[1..];
        }

        for (var i = 0; i < members.Length; i++)
        {
            var isRange = members[i] == '-' && i > 0 && i + 1 < members.Length;
            target.Append(isRange ? "-" : $"\\u{(int)members[i]:x4}");
        }

        target.Append(']');
    }
}
