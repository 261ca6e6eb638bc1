using System.Text.RegularExpressions;

namespace Sampan.Charts.Manifests;

/// <summary>Splits rendered text into documents, at lines that start with <c>---</c>.</summary>
public static partial class ManifestSplitting
{
    /// <summary>The documents in order, trimmed; two separators next to each other make no document, blank text between them an empty one.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        List<string> documents = [];
        var rest = text.AsSpan().Trim();
        var start = 0;
        foreach (var separator in Separator().EnumerateMatches(rest))
        {
            Add(documents, rest[start..separator.Index]);
            start = separator.Index + separator.Length;
        }

        Add(documents, rest[start..]);
        return documents;
    }

    private static void Add(List<string> documents, ReadOnlySpan<char> document)
    {
        if (!document.IsEmpty)
        {
            documents.Add(document.Trim().ToString());
        }
    }

    [GeneratedRegex("(?:\\A|[\\t\\n\\f\\r ]*\\n)---[\\t\\n\\f\\r ]*")]
    private static partial Regex Separator();
}
