using System.Globalization;
using System.Text;

namespace Sampan.Server.Cel.Parsing;

/// <summary>The values of string and bytes literals.</summary>
internal static class StringLiteral
{
    /// <summary>The text of a string literal; null if it names what is no code point.</summary>
    public static string? Text(string literal)
    {
        var (body, isRaw) = Body(literal);
        if (isRaw || !body.Contains('\\'))
        {
            return body;
        }

        var text = new StringBuilder();
        for (var at = 0; at < body.Length;)
        {
            if (body[at] != '\\')
            {
                text.Append(body[at++]);
                continue;
            }

            var (code, next) = Escape(body, at);
            if (!Rune.IsValid(code))
            {
                return null;
            }

            text.Append(new Rune(code));
            at = next;
        }

        return text.ToString();
    }

    /// <summary>The bytes of a bytes literal; null if it names what is no code point.</summary>
    public static byte[]? Bytes(string literal)
    {
        var (body, isRaw) = Body(literal[1..]);
        if (isRaw)
        {
            return Encoding.UTF8.GetBytes(body);
        }

        var bytes = new List<byte>();
        for (var at = 0; at < body.Length;)
        {
            if (body[at] != '\\')
            {
                var length = char.IsHighSurrogate(body[at]) && at + 1 < body.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(body.Substring(at, length)));
                at += length;
                continue;
            }

            var (code, next) = Escape(body, at);
            if (body[at + 1] is 'u' or 'U')
            {
                if (!Rune.IsValid(code))
                {
                    return null;
                }

                bytes.AddRange(Encoding.UTF8.GetBytes(new Rune(code).ToString()));
            }
            else
            {
                bytes.Add((byte)code);
            }

            at = next;
        }

        return [.. bytes];
    }

    private static (string Body, bool IsRaw) Body(string literal)
    {
        var isRaw = literal[0] is 'r' or 'R';
        var quoted = isRaw ? literal[1..] : literal;
        var width = quoted.Length >= 6 && quoted[1] == quoted[0] && quoted[2] == quoted[0] ? 3 : 1;
        return (quoted[width..^width].Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), isRaw);
    }

    private static (int Code, int Next) Escape(string body, int at) => body[at + 1] switch
    {
        'a' => ('\a', at + 2),
        'b' => ('\b', at + 2),
        'f' => ('\f', at + 2),
        'n' => ('\n', at + 2),
        'r' => ('\r', at + 2),
        't' => ('\t', at + 2),
        'v' => ('\v', at + 2),
        'x' or 'X' => (Hex(body, at + 2, 2), at + 4),
        'u' => (Hex(body, at + 2, 4), at + 6),
        'U' => (Hex(body, at + 2, 8), at + 10),
        >= '0' and <= '3' => (Convert.ToInt32(body.Substring(at + 1, 3), 8), at + 4),
        var itself => (itself, at + 2),
    };

    private static int Hex(string body, int at, int digits) =>
        int.TryParse(body.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code : -1;
}
