using System.Globalization;

namespace Sampan.Charts.Testing.Assertions.Checks;

/// <summary>What a failed assertion tells, line by line, in the plugin's layout.</summary>
internal sealed class FailureText
{
    private readonly List<string> _lines = [];

    private FailureText(int document, int value)
    {
        if (document >= 0)
        {
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"DocumentIndex:\t{document}"));
        }

        if (value >= 0)
        {
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"ValuesIndex:\t{value}"));
        }
    }

    /// <summary>An expectation that did not come true; parts that are null are left out.</summary>
    public static IReadOnlyList<string> Expected(
        bool not, string what, string expected, string? actual = null, string? path = null, string? diff = null, int document = -1, int value = -1)
    {
        var text = new FailureText(document, value);
        if (path is not null)
        {
            text._lines.AddRange($"Path:{Indented(path)}".Split('\n'));
        }

        text.Section($"Expected{(not ? " NOT" : "")}{what}:", expected);
        text.Section("Actual:", actual);
        text.Section("Diff:", diff);
        return text._lines;
    }

    /// <summary>As <see cref="Expected(bool, string, string, string?, string?, string?, int, int)"/>, of one value.</summary>
    public static IReadOnlyList<string> Expected(bool not, string what, string expected, string? actual, string path, ValuePlace place, string? diff = null) =>
        Expected(not, what, expected, actual, path, diff, place.Document, place.Value);

    /// <summary>Something that could not be checked.</summary>
    public static IReadOnlyList<string> Error(string message, int document = -1, int value = -1)
    {
        var text = new FailureText(document, value);
        text.Section("Error:", message);
        return text._lines;
    }

    /// <summary>As <see cref="Error(string, int, int)"/>, of one value.</summary>
    public static IReadOnlyList<string> Error(string message, ValuePlace place) => Error(message, place.Document, place.Value);

    private void Section(string title, string? content)
    {
        if (content is not null)
        {
            _lines.Add(title);
            _lines.AddRange(Indented(content).Split('\n'));
        }
    }

    private static string Indented(string text) => "\t" + text.Replace("\n", "\n\t", StringComparison.Ordinal).Trim('\n', '\t', ' ');
}
