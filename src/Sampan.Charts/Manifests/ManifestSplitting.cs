using System.Text.RegularExpressions;

namespace Sampan.Charts.Manifests;

/// <summary>Splits rendered text into documents, at lines that start with <c>---</c>.</summary>
public static partial class ManifestSplitting
{
    /// <summary>The documents in order, trimmed; two separators next to each other make no document, blank text between them an empty one.</summary>
    public static IReadOnlyList<string> Split(string text) =>
        [.. Separator().Split(text.Trim()).Where(document => document.Length > 0).Select(document => document.Trim())];

    [GeneratedRegex("(?:\\A|[\\t\\n\\f\\r ]*\\n)---[\\t\\n\\f\\r ]*")]
    private static partial Regex Separator();
}
