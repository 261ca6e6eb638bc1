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
    public static YamlSyntaxException Rejected(YamlException exception, Mark position)
    {
        var text = exception.Message.TrimEnd('.');
        var comma = text.StartsWith("While ", StringComparison.Ordinal) ? text.IndexOf(", ", StringComparison.Ordinal) : -1;
        var isScanner = exception is SyntaxErrorException;
        var mark = text.StartsWith(SimpleKey, StringComparison.Ordinal) ? position : isScanner ? exception.End : exception.Start;
        var line = (int)mark.Line - 1;
        var where = line == 0 ? "" : $"line {(isScanner ? line + 1 : line)}: ";
        return new YamlSyntaxException($"yaml: {where}{LowerFirst(comma < 0 ? text : text[(comma + 2)..])}", (int)mark.Line, (int)mark.Column);
    }

    private static string LowerFirst(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
