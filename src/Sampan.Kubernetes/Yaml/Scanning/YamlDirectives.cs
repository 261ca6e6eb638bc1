namespace Sampan.Kubernetes.Yaml.Scanning;

/// <summary>The lines before a document: <c>%YAML</c> and <c>%TAG</c>; and comments.</summary>
internal static class YamlDirectives
{
    private const int LongestVersion = 2;

    public static YamlToken Scan(YamlCursor cursor)
    {
        var (line, column) = (cursor.Line, cursor.Column);
        cursor.Skip();
        var start = cursor.Position;
        while (char.IsAsciiLetterOrDigit(cursor.Current) || cursor.Current is '_' or '-')
        {
            cursor.Skip();
        }

        var name = cursor.Text[start..cursor.Position];
        if (name.Length == 0)
        {
            throw cursor.Error("could not find expected directive name");
        }

        if (!cursor.AtBlank)
        {
            throw cursor.Error("found unexpected non-alphabetical character");
        }

        var token = name switch
        {
            "YAML" => new YamlToken(YamlTokenKind.VersionDirective, line, column, ScanVersion(cursor).AsMemory()),
            "TAG" => ScanTagDirective(cursor, line, column),
            _ => throw cursor.Error("found unknown directive name"),
        };
        SkipBlanks(cursor);
        if (cursor.Current == '#')
        {
            SkipComment(cursor);
        }

        if (cursor.AtBreak)
        {
            cursor.SkipBreak();
        }
        else if (!cursor.AtEnd)
        {
            throw cursor.Error("did not find expected comment or line break");
        }

        return token;
    }

    public static void SkipComment(YamlCursor cursor)
    {
        var length = cursor.Text.AsSpan(cursor.Position).IndexOfAny("\n\r\u0085\u2028\u2029");
        cursor.Skip(length < 0 ? cursor.Text.Length - cursor.Position : length);
    }

    private static string ScanVersion(YamlCursor cursor)
    {
        SkipBlanks(cursor);
        var major = ScanNumber(cursor);
        if (cursor.Current != '.')
        {
            throw cursor.Error("did not find expected digit or '.' character");
        }

        cursor.Skip();
        return $"{major}.{ScanNumber(cursor)}";
    }

    private static string ScanNumber(YamlCursor cursor)
    {
        var start = cursor.Position;
        while (char.IsAsciiDigit(cursor.Current))
        {
            cursor.Skip();
            if (cursor.Position - start > LongestVersion)
            {
                throw cursor.Error("found extremely long version number");
            }
        }

        return cursor.Position > start ? cursor.Text[start..cursor.Position] : throw cursor.Error("did not find expected version number");
    }

    private static YamlToken ScanTagDirective(YamlCursor cursor, int line, int column)
    {
        SkipBlanks(cursor);
        var handle = YamlProperties.ScanHandle(cursor);
        if (handle != "!" && handle[^1] != '!')
        {
            throw cursor.Error("did not find expected '!'");
        }

        if (cursor.Current is not (' ' or '\t'))
        {
            throw cursor.Error("did not find expected whitespace");
        }

        SkipBlanks(cursor);
        var prefix = YamlProperties.ScanUri(cursor, "", isRequired: true);
        return cursor.AtBlank
            ? new YamlToken(YamlTokenKind.TagDirective, line, column, handle.AsMemory(), prefix)
            : throw cursor.Error("did not find expected whitespace or line break");
    }

    private static void SkipBlanks(YamlCursor cursor)
    {
        while (cursor.Current is ' ' or '\t')
        {
            cursor.Skip();
        }
    }
}
