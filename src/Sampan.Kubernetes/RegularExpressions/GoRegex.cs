using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Sampan.Kubernetes.RegularExpressions;

/// <summary>
/// A regular expression of RE2's syntax, matched in linear time by .NET's non-backtracking engine. Matches are found
/// as Go finds them: an empty one right after another does not count.
/// </summary>
public sealed class GoRegex
{
    private const int CacheSize = 1000;
    private const int LargestAutomaton = 1_000_000;
    private static readonly ConcurrentDictionary<string, GoRegex> Cache = new(StringComparer.Ordinal);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Regex _regex;
    private readonly Lazy<Regex>? _withAsciiWordBounds;
    private readonly IReadOnlyList<string> _groups;

    static GoRegex() => AppContext.SetData("REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE", LargestAutomaton);

    private GoRegex(string pattern)
    {
        var translator = new RegexTranslator(pattern);
        try
        {
            _regex = new Regex(translator.Translate(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            throw new GoRegexException("expression too large", pattern);
        }

        _groups = translator.Groups;
        if (translator.HasWordBounds)
        {
            _withAsciiWordBounds = new Lazy<Regex>(() => new Regex(new RegexTranslator(pattern, asciiWordBounds: true).Translate(), RegexOptions.CultureInvariant, Patience));
        }
    }

    /// <summary>The expression of a pattern.</summary>
    /// <exception cref="GoRegexException">The pattern is not of RE2's syntax.</exception>
    public static GoRegex Parse(string pattern)
    {
        if (Cache.TryGetValue(pattern, out var known))
        {
            return known;
        }

        var regex = new GoRegex(pattern);
        if (Cache.Count >= CacheSize)
        {
            Cache.Clear();
        }

        return Cache[pattern] = regex;
    }

    /// <summary>The expression of a pattern, or null and why there is none.</summary>
    public static GoRegex? TryParse(string pattern, out string mistake)
    {
        try
        {
            mistake = "";
            return Parse(pattern);
        }
        catch (GoRegexException exception)
        {
            mistake = exception.Message;
            return null;
        }
    }

    /// <summary>The pattern that matches the text itself.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            quoted.Append(@"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal) ? "\\" : "").Append(c);
        }

        return quoted.ToString();
    }

    /// <summary>Whether it matches anywhere in the text.</summary>
    public bool IsMatch(string text) => Engine(text).IsMatch(text);

    /// <summary>The first match's text, or empty.</summary>
    public string Find(string text) => Engine(text).Match(text) is { Success: true } match ? match.Value : "";

    /// <summary>The matches from left to right; a negative limit is none.</summary>
    public IEnumerable<Match> FindAll(string text, long limit)
    {
        var engine = Engine(text);
        var (position, previousEnd) = (0, -1);
        while (limit != 0 && position <= text.Length)
        {
            var match = engine.Match(text, position);
            if (!match.Success)
            {
                yield break;
            }

            var isEmptyAfterAnother = match.Length == 0 && match.Index == previousEnd;
            position = match.Index + match.Length;
            previousEnd = position;
            if (match.Length == 0)
            {
                position += char.IsHighSurrogate(position < text.Length ? text[position] : '\0') && position + 1 < text.Length ? 2 : 1;
            }

            if (!isEmptyAfterAnother)
            {
                limit--;
                yield return match;
            }
        }
    }

    /// <summary>Replaces every match; with <paramref name="expands"/>, <c>$1</c> and <c>${name}</c> in the replacement are groups.</summary>
    public string Replace(string text, string replacement, bool expands)
    {
        var replaced = new StringBuilder(text.Length);
        var position = 0;
        foreach (var match in FindAll(text, -1))
        {
            replaced.Append(text, position, match.Index - position);
            _ = expands ? Expand(replaced, replacement, match) : replaced.Append(replacement);
            position = match.Index + match.Length;
        }

        return replaced.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>The parts of the text between matches; at most as many as the limit, if it is not negative.</summary>
    public List<string> Split(string text, long limit)
    {
        var parts = new List<string>();
        if (text.Length == 0 && _regex.ToString().Length > 0)
        {
            parts.Add("");
            return parts;
        }

        var (begin, end) = (0, 0);
        foreach (var match in FindAll(text, limit))
        {
            if (limit > 0 && parts.Count == limit - 1)
            {
                break;
            }

            end = match.Index;
            if (match.Index + match.Length != 0)
            {
                parts.Add(text[begin..end]);
            }

            begin = match.Index + match.Length;
        }

        if (end != text.Length)
        {
            parts.Add(text[begin..]);
        }

        return parts;
    }

    /// <summary>Bounds of words in a text that is not ASCII need an engine that looks around; it gives up in time.</summary>
    private Regex Engine(string text) => _withAsciiWordBounds is null || Ascii.IsValid(text) ? _regex : _withAsciiWordBounds.Value;

    private StringBuilder Expand(StringBuilder output, string template, Match match)
    {
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '$')
            {
                output.Append(template[i]);
                continue;
            }

            if (i + 1 < template.Length && template[i + 1] == '$')
            {
                output.Append('$');
                i++;
                continue;
            }

            var (name, length) = GroupName(template.AsSpan(i + 1));
            if (length == 0)
            {
                output.Append('$');
                continue;
            }

            output.Append(Group(match, name));
            i += length;
        }

        return output;
    }

    /// <summary>A group by its number, or the first of its name that took part.</summary>
    private string Group(Match match, string name)
    {
        if (name.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return name.Length > 1 && name[0] == '0' ? "" : match.Groups[name].Value;
        }

        for (var i = 0; i < _groups.Count; i++)
        {
            if (_groups[i] == name && match.Groups[i + 1].Success)
            {
                return match.Groups[i + 1].Value;
            }
        }

        return "";
    }

    /// <summary>The group's name and how much of the template it takes; 0 where there is none.</summary>
    private static (string Name, int Length) GroupName(ReadOnlySpan<char> template)
    {
        var braced = template.StartsWith('{');
        var start = braced ? 1 : 0;
        var end = start;
        while (end < template.Length && (char.IsLetterOrDigit(template[end]) || template[end] == '_'))
        {
            end++;
        }

        if (end == start || (braced && (end == template.Length || template[end] != '}')))
        {
            return ("", 0);
        }

        return (template[start..end].ToString(), braced ? end + 1 : end);
    }
}
