namespace Sampan.Charts.Schemas;

/// <summary>Places in a JSON document (RFC 6901): <c>/a/0/b</c>, with <c>~0</c> for a tilde and <c>~1</c> for a slash.</summary>
internal static class JsonPointer
{
    public static string Append(string pointer, params ReadOnlySpan<string> tokens)
    {
        foreach (var token in tokens)
        {
            pointer = $"{pointer}/{Escape(token)}";
        }

        return pointer;
    }

    public static string Of(IEnumerable<string> tokens) => string.Concat(tokens.Select(token => "/" + Escape(token)));

    public static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static string Escape(string token) =>
        token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
