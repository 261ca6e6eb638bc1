using YamlDotNet.Core;

namespace Sampan.Kubernetes.Yaml;

/// <summary>The parser's errors in the words of go-yaml, and with its lines.</summary>
internal static class YamlErrors
{
    private const string SimpleKey = "While scanning a simple key";

    /// <summary>
    /// The error, without what was being read when it was found. go-yaml counts lines from 0 and mostly names the one
    /// before the mistake, none on the first line; errors of its scanner it names rightly.
    /// </summary>
    /// <param name="exception">The parser's error.</param>
    /// <param name="position">How far the text has been scanned.</param>
    /// <param name="collection">The innermost mapping or sequence that is open; null outside of any.</param>
    /// <param name="source">The text.</param>
    public static YamlSyntaxException Rejected(YamlException exception, Mark position, YamlNode? collection, string source)
    {
        if (IsKeyWithoutColon(exception, collection, source))
        {
            return Described("could not find expected ':'", position, isScanner: true);
        }

        var text = exception.Message.TrimEnd('.');
        var comma = text.StartsWith("While ", StringComparison.Ordinal) ? text.IndexOf(", ", StringComparison.Ordinal) : -1;
        var isScanner = exception is SyntaxErrorException;
        var mark = text.StartsWith(SimpleKey, StringComparison.Ordinal) ? position : isScanner ? exception.End : exception.Start;
        return Described(LowerFirst(comma < 0 ? text : text[(comma + 2)..]), mark, isScanner);
    }

    /// <summary>A text where a mapping's next key would begin has to be one: go-yaml's scanner finds that, this one's parser.</summary>
    private static bool IsKeyWithoutColon(YamlException exception, YamlNode? collection, string source) =>
        exception is SemanticErrorException
        && exception.Message.Contains("did not find expected key", StringComparison.Ordinal)
        && exception.Start.Column == collection?.Column
        && exception.End.Index > exception.Start.Index
        && !IsListItem(source.AsSpan((int)Math.Min(exception.Start.Index, source.Length)));

    private static bool IsListItem(ReadOnlySpan<char> text) => text is ['-'] or ['-', ' ' or '\n' or '\r' or '\t', ..];

    private static YamlSyntaxException Described(string text, Mark mark, bool isScanner)
    {
        var line = (int)mark.Line - 1;
        var where = line == 0 ? "" : $"line {(isScanner ? line + 1 : line)}: ";
        return new YamlSyntaxException($"yaml: {where}{text}", (int)mark.Line, (int)mark.Column);
    }

    private static string LowerFirst(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
