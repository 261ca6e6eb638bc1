using System.Globalization;
using System.Text;

namespace Sampan.Kubernetes.Yaml;

/// <summary>Writes strings in the four forms that the style needs: plain, in single quotes, in double quotes, as a block of lines.</summary>
internal sealed class YamlScalarWriter(YamlOutput output, YamlStyle style)
{
    /// <summary>Whether the string can stand before a colon on one line.</summary>
    public bool IsSimpleKey(string text) =>
        Encoding.UTF8.GetByteCount(text) <= 128 && !YamlScalarShape.Of(text, style.TabsInBlocks).Multiline;

    /// <summary>Writes the string where the output stands; lines after the first begin at <paramref name="indent"/>.</summary>
    public void Write(string text, int indent, bool isKey)
    {
        var shape = YamlScalarShape.Of(text, style.TabsInBlocks);
        if (text.Contains('\n') && shape.Block && !isKey)
        {
            WriteBlock(text, indent);
        }
        else if (!text.Contains('\n') && !ReadsAsOther(text))
        {
            if (shape.Plain)
            {
                WritePlain(text, indent, fold: !isKey);
            }
            else if (shape.SingleQuoted && !(isKey && shape.Multiline))
            {
                WriteSingleQuoted(text, indent, fold: !isKey);
            }
            else
            {
                WriteDoubleQuoted(text, indent, fold: !isKey);
            }
        }
        else
        {
            WriteDoubleQuoted(text, indent, fold: !isKey);
        }
    }

    /// <summary>Whether the unquoted text would be read back as something else than text.</summary>
    private static bool ReadsAsOther(string text) =>
        YamlScalarResolver.Resolve(text, YamlDialect.Kubernetes).Type is not (YamlScalarType.Text or YamlScalarType.Merge)
            || YamlScalarResolver.IsBase60(text);

    private void WritePlain(string text, int indent, bool fold)
    {
        output.Space();
        WriteFlowing(text, indent, fold, foldAtEdges: true, quote: '\0');
        output.EndText();
    }

    private void WriteSingleQuoted(string text, int indent, bool fold)
    {
        output.Space();
        output.Put('\'');
        WriteFlowing(text, indent, fold, foldAtEdges: false, quote: '\'');
        output.Put('\'');
        output.EndText();
    }

    private void WriteFlowing(string text, int indent, bool fold, bool foldAtEdges, char quote)
    {
        bool spaces = false, breaks = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ')
            {
                var inside = foldAtEdges || (i > 0 && i < text.Length - 1);
                if (fold && !spaces && output.Column > style.Width && inside && i + 1 < text.Length && text[i + 1] != ' ')
                {
                    output.Indent(indent);
                }
                else
                {
                    output.Put(c);
                }

                spaces = true;
            }
            else if (YamlCharacters.IsBreak(c))
            {
                output.Break(c);
                breaks = true;
            }
            else
            {
                if (breaks)
                {
                    output.Indent(indent);
                }

                if (c == quote)
                {
                    output.Put(c);
                }

                output.Put(c);
                output.BeginText();
                spaces = breaks = false;
            }
        }
    }

    private void WriteDoubleQuoted(string text, int indent, bool fold)
    {
        output.Space();
        output.Put('"');
        output.BeginText();

        // go-yaml looks for a byte order mark at the string's start whichever character it is at: then it escapes them all.
        var escapeAll = text.StartsWith(YamlCharacters.ByteOrderMark);
        var spaces = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (escapeAll || c is '"' or '\\' || YamlCharacters.IsBreak(c) || !YamlCharacters.IsPrintable(c))
            {
                Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
                i += length - 1;
                output.Put(Escape(rune));
                spaces = false;
            }
            else if (c == ' ' && fold && !spaces && output.Column > style.Width && i > 0 && i < text.Length - 1)
            {
                output.Indent(indent);
                if (text[i + 1] == ' ')
                {
                    output.Put('\\');
                }

                spaces = true;
            }
            else
            {
                output.Put(c);
                spaces = c == ' ';
            }
        }

        output.Put('"');
        output.EndText();
    }

    private static string Escape(Rune rune) => rune.Value switch
    {
        0 => "\\0",
        7 => "\\a",
        8 => "\\b",
        9 => "\\t",
        10 => "\\n",
        11 => "\\v",
        12 => "\\f",
        13 => "\\r",
        27 => "\\e",
        '"' => "\\\"",
        '\\' => "\\\\",
        0x85 => "\\N",
        0xA0 => "\\_",
        0x2028 => "\\L",
        0x2029 => "\\P",
        <= 0xFF => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
    };

    private void WriteBlock(string text, int indent)
    {
        output.Space();
        output.Put('|');
        if (text[0] == ' ' || YamlCharacters.IsBreak(text[0]))
        {
            output.Put('2');
        }

        if (!YamlCharacters.IsBreak(text[^1]))
        {
            output.Put('-');
        }
        else if (text.Length == 1 || YamlCharacters.IsBreak(text[^2]))
        {
            output.Put('+');
        }

        output.Break('\n');
        output.BeginLine();
        var breaks = true;
        foreach (var c in text)
        {
            if (YamlCharacters.IsBreak(c))
            {
                output.Break(c);
                breaks = true;
                continue;
            }

            if (breaks)
            {
                output.Indent(indent);
            }

            output.Put(c);
            output.BeginText();
            breaks = false;
        }
    }
}
