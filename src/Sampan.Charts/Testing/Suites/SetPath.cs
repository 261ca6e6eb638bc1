using System.Globalization;
using System.Text;

namespace Sampan.Charts.Testing.Suites;

using Map = Dictionary<string, object?>;

/// <summary>The keys of <c>set</c>: <c>image.tag</c>, <c>list[0].name</c>, <c>annotations[a.b/c]</c> where the key has dots.</summary>
internal static class SetPath
{
    /// <summary>A list longer than this is no value of a chart but a mistake.</summary>
    private const int MaximumIndex = 65_536;

    /// <summary>The values in which the path leads to the value. Throws <see cref="ChartException"/> for a text that is no path.</summary>
    public static Map Build(string path, object? value)
    {
        var steps = Parse(path);
        for (var i = steps.Count - 1; i > 0; i--)
        {
            value = steps[i] is int index ? ListWith(index, value) : new Map(StringComparer.Ordinal) { [(string)steps[i]] = value };
        }

        return new Map(StringComparer.Ordinal) { [(string)steps[0]] = value };
    }

    private static List<object?> ListWith(int index, object? value) => [.. Enumerable.Repeat<object?>(null, index), value];

    private static List<object> Parse(string path)
    {
        List<object> steps = [];
        var key = new StringBuilder();
        var afterBracket = false;
        for (var i = 0; i < path.Length; i++)
        {
            switch (path[i])
            {
                case ',' or '{' or '}' or '=' or ']':
                    throw Malformed(path, $"invalid token found {path[i]}");
                case '.':
                    Add(steps, key, afterBracket, path);
                    afterBracket = false;
                    break;
                case '[':
                    var isKey = key.Length == 0 && !afterBracket;
                    Add(steps, key, afterBracket || isKey, path);
                    var close = path.IndexOf(']', i);
                    var inner = close < 0 ? throw Malformed(path, "a bracket is left open") : path[(i + 1)..close];
                    steps.Add(isKey ? inner : ParseIndex(inner, path));
                    afterBracket = true;
                    i = close;
                    break;
                default:
                    key.Append(afterBracket ? throw Malformed(path, "a dot is missing after a bracket") : path[i]);
                    break;
            }
        }

        Add(steps, key, afterBracket, path);
        return steps;
    }

    private static int ParseIndex(string text, string path) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= MaximumIndex ? index : throw Malformed(path, $"{text} is no index");

    private static void Add(List<object> steps, StringBuilder key, bool mayBeEmpty, string path)
    {
        if (key.Length > 0)
        {
            steps.Add(key.ToString());
            key.Clear();
        }
        else if (!mayBeEmpty)
        {
            throw Malformed(path, "a key is missing");
        }
    }

    private static ChartException Malformed(string path, string what) => new($"set path \"{path}\": {what}", "write it as --set takes it: a.b[0].c, and [a.b] for a key with dots");
}
