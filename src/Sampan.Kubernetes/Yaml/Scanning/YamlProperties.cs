using System.Text;

namespace Sampan.Kubernetes.Yaml.Scanning;

/// <summary>What may stand before a node, or in its place: anchors, aliases and tags.</summary>
internal static class YamlProperties
{
    private const string UriCharacters = ";/?:@&=+$,.!~*'()[]%";

    public static YamlToken ScanAnchor(YamlCursor cursor)
    {
        var (line, column) = (cursor.Line, cursor.Column);
        var kind = cursor.Current == '*' ? YamlTokenKind.Alias : YamlTokenKind.Anchor;
        cursor.Skip();
        var name = ScanWord(cursor);
        return name.Length > 0 && (cursor.AtBlank || "?:,]}%@`".Contains(cursor.Current, StringComparison.Ordinal))
            ? new YamlToken(kind, line, column, name.AsMemory())
            : throw cursor.Error("did not find expected alphabetic or numeric character");
    }

    public static YamlToken ScanTag(YamlCursor cursor)
    {
        var (line, column) = (cursor.Line, cursor.Column);
        string handle, suffix;
        if (cursor.Peek(1) == '<')
        {
            cursor.Skip(2);
            (handle, suffix) = ("", ScanUri(cursor, "", isRequired: true));
            if (cursor.Current != '>')
            {
                throw cursor.Error("did not find the expected '>'");
            }

            cursor.Skip();
        }
        else
        {
            handle = ScanHandle(cursor);
            if (handle.Length > 1 && handle[^1] == '!')
            {
                suffix = ScanUri(cursor, "", isRequired: true);
            }
            else
            {
                // What looked like a handle begins the suffix; a "!" alone is the tag itself.
                suffix = ScanUri(cursor, handle[1..], isRequired: false);
                (handle, suffix) = suffix.Length > 0 ? ("!", suffix) : ("", "!");
            }
        }

        return cursor.AtBlank
            ? new YamlToken(YamlTokenKind.Tag, line, column, handle.AsMemory(), suffix)
            : throw cursor.Error("did not find expected whitespace or line break");
    }

    /// <summary>A handle: <c>!</c>, <c>!!</c>, <c>!name!</c>; or the beginning of a tag without one.</summary>
    public static string ScanHandle(YamlCursor cursor)
    {
        if (cursor.Current != '!')
        {
            throw cursor.Error("did not find expected '!'");
        }

        cursor.Skip();
        var name = ScanWord(cursor);
        if (cursor.Current != '!')
        {
            return "!" + name;
        }

        cursor.Skip();
        return $"!{name}!";
    }

    public static string ScanUri(YamlCursor cursor, string beginning, bool isRequired)
    {
        var uri = new StringBuilder(beginning);
        while (IsWord(cursor.Current) || (!cursor.AtEnd && UriCharacters.Contains(cursor.Current, StringComparison.Ordinal)))
        {
            if (cursor.Current == '%')
            {
                ScanEscapes(cursor, uri);
            }
            else
            {
                uri.Append(cursor.Current);
                cursor.Skip();
            }
        }

        return uri.Length == 0 && isRequired ? throw cursor.Error("did not find expected tag URI") : uri.ToString();
    }

    private static void ScanEscapes(YamlCursor cursor, StringBuilder uri)
    {
        List<byte> octets = [];
        while (cursor.Current == '%')
        {
            if (!char.IsAsciiHexDigit(cursor.Peek(1)) || !char.IsAsciiHexDigit(cursor.Peek(2)))
            {
                throw cursor.Error("did not find URI escaped octet");
            }

            octets.Add(Convert.FromHexString([cursor.Peek(1), cursor.Peek(2)])[0]);
            cursor.Skip(3);
        }

        var bytes = octets.ToArray();
        uri.Append(System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw cursor.Error("found an incorrect leading UTF-8 octet"));
    }

    private static string ScanWord(YamlCursor cursor)
    {
        var start = cursor.Position;
        while (IsWord(cursor.Current))
        {
            cursor.Skip();
        }

        return cursor.Text[start..cursor.Position];
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
