using System.Text.RegularExpressions;

namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary>Files that are no YAML (the notes), and the messages of templates that failed: a document with one entry.</summary>
internal static partial class RawText
{
    private const string Key = "raw";

    public static Map Document(string text) => new(StringComparer.Ordinal) { [Key] = text };

    /// <summary>The text of such a document; null for a manifest.</summary>
    public static string? Of(Map document) => document.GetValueOrDefault(Key) switch
    {
        null => null,
        string text => text,
        var value => Suites.SuiteFields.ScalarText(value),
    };

    /// <summary>The text as checks compare it; a manifest is <c>&lt;nil&gt;</c>, as Go prints what is not there.</summary>
    public static string Comparable(Map document) => Uniform(Of(document) ?? "<nil>");

    /// <summary>A text without spaces at the ends of lines, and without line feeds at its beginning.</summary>
    public static string Uniform(string text) => SpaceBeforeLineFeed().Replace(text, "\n").TrimStart('\n');

    [GeneratedRegex(" +\\r?\\n")]
    private static partial Regex SpaceBeforeLineFeed();
}
