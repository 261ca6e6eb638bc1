using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Regular expressions in RE2's syntax, matched in time linear in the text.</summary>
internal static class Patterns
{
    private const int MostKept = 1024;

    private static readonly ConcurrentDictionary<string, Regex?> Compiled = new(StringComparer.Ordinal);

    /// <summary>The expression, or null if the text is none.</summary>
    public static Regex? Find(string pattern)
    {
        if (Compiled.Count > MostKept)
        {
            Compiled.Clear();
        }

        return Compiled.GetOrAdd(pattern, Compile);
    }

    private static Regex? Compile(string pattern)
    {
        try
        {
            return new Regex(Translate(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // RE2's ends of text are strict, its digits and letters ASCII, its named groups spelled (?P<name>).
    private static string Translate(string pattern)
    {
        var result = new StringBuilder();
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var next = i + 1 < pattern.Length ? pattern[i + 1] : '\0';
            switch (pattern[i])
            {
                case '\\':
                    result.Append(Escape(next, isInClass));
                    i++;
                    break;
                case '[' when isInClass && next == ':' && pattern.IndexOf(":]", i + 2, StringComparison.Ordinal) is > 0 and var end:
                    result.Append(Named(pattern[(i + 2)..end]));
                    i = end + 1;
                    break;
                case '[' when isInClass:
                    result.Append("\\[");
                    break;
                case '[':
                    isInClass = true;
                    result.Append('[');
                    i = Opening(pattern, i, result);
                    break;
                case ']':
                    isInClass = false;
                    result.Append(']');
                    break;
                case '$' when !isInClass:
                    result.Append("\\z");
                    break;
                case '(' when !isInClass && next == '?' && i + 2 < pattern.Length && pattern[i + 2] == 'P':
                    result.Append("(?");
                    i += 2;
                    break;
                default:
                    result.Append(pattern[i]);
                    break;
            }
        }

        return result.ToString();
    }

    // A closing bracket right after the opening one, or after its negation, is itself.
    private static int Opening(string pattern, int at, StringBuilder result)
    {
        if (at + 1 < pattern.Length && pattern[at + 1] == '^')
        {
            result.Append('^');
            at++;
        }

        if (at + 1 < pattern.Length && pattern[at + 1] == ']')
        {
            result.Append("\\]");
            at++;
        }

        return at;
    }

    private static string Escape(char letter, bool isInClass) => letter switch
    {
        'd' => isInClass ? "0-9" : "[0-9]",
        'w' => isInClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]",
        's' => isInClass ? "\\t\\n\\f\\r " : "[\\t\\n\\f\\r ]",
        'D' when !isInClass => "[^0-9]",
        'W' when !isInClass => "[^0-9A-Za-z_]",
        'S' when !isInClass => "[^\\t\\n\\f\\r ]",
        '\0' => "\\",
        _ => "\\" + letter,
    };

    private static string Named(string name) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "digit" => "0-9",
        "lower" => "a-z",
        "upper" => "A-Z",
        "space" => "\\t\\n\\v\\f\\r ",
        "punct" => "!-/:-@\\[-`{-~",
        "word" => "0-9A-Za-z_",
        "xdigit" => "0-9A-Fa-f",
        _ => "",
    };
}
