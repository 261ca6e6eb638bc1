using System.Text.Json;

namespace Sampan.Server.Decoding;

/// <summary>Syntax errors with the words of Go's JSON decoder, as far as the place tells what they are.</summary>
internal static class JsonSyntaxText
{
    public static string Of(ReadOnlySpan<byte> text, JsonException exception)
    {
        var position = Position(text, exception);
        if (position >= text.Length)
        {
            return "unexpected end of JSON input";
        }

        var before = text[..position].TrimEnd(" \r\n\t"u8);
        var place = before.IsEmpty ? "looking for beginning of value" : (char)before[^1] switch
        {
            '{' => "looking for beginning of object key string",
            ',' or ':' or '[' => "looking for beginning of value",
            '"' => "after object key",
            _ => "after top-level value",
        };
        return $"invalid character '{(char)text[position]}' {place}";
    }

    private static int Position(ReadOnlySpan<byte> text, JsonException exception)
    {
        var position = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            var end = text[position..].IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            position += end + 1;
        }

        return (int)Math.Min(text.Length, position + (exception.BytePositionInLine ?? 0));
    }
}
