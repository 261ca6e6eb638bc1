using System.Globalization;
using System.Text;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's encodings: base 64 and base 32. What cannot be decoded gives the error's text.</summary>
internal static class Encodings
{
    private const string Base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static void AddTo(FunctionTable table)
    {
        table.Add("b64enc", [ParameterType.Text], (_, arguments) => Convert.ToBase64String(GoText.ToBytes((string)arguments[0]!)));
        table.Add("b64dec", [ParameterType.Text], (_, arguments) => Base64((string)arguments[0]!, out var error) is { } bytes ? GoText.FromBytes(bytes) : error);
        table.Add("b32enc", [ParameterType.Text], (_, arguments) => ToBase32(GoText.ToBytes((string)arguments[0]!)));
        table.Add("b32dec", [ParameterType.Text], (_, arguments) => FromBase32((string)arguments[0]!));
    }

    /// <summary>Decodes standard base 64; line breaks are skipped. Null, with Go's error, where the text is none.</summary>
    public static byte[]? Base64(string text, out string error)
    {
        var digits = ByteCharacters.Split(text);
        var clean = new StringBuilder(digits.Length);
        var position = 0;
        var wrongAt = -1;
        while (wrongAt < 0 && SkipBreaks(digits, ref position))
        {
            wrongAt = TakeQuantum(digits, ref position, clean);
        }

        error = wrongAt < 0 ? "" : Illegal(64, wrongAt);
        return wrongAt < 0 ? Convert.FromBase64String(clean.ToString()) : null;
    }

    /// <summary>Takes four digits, or the last ones with their padding; gives where they are wrong, or -1.</summary>
    private static int TakeQuantum(string digits, ref int position, StringBuilder clean)
    {
        for (var i = 0; i < 4; i++)
        {
            if (!SkipBreaks(digits, ref position))
            {
                return position - i;
            }

            var digit = digits[position++];
            if (char.IsAsciiLetterOrDigit(digit) || digit is '+' or '/')
            {
                clean.Append(digit);
                continue;
            }

            if (digit != '=' || i < 2)
            {
                return position - 1;
            }

            if (i == 2)
            {
                if (!SkipBreaks(digits, ref position))
                {
                    return digits.Length;
                }

                if (digits[position] != '=')
                {
                    return position - 1;
                }

                position++;
            }

            clean.Append('=', 4 - i);
            return SkipBreaks(digits, ref position) ? position : -1;
        }

        return -1;
    }

    /// <summary>Goes past line breaks; false at the end.</summary>
    private static bool SkipBreaks(string digits, ref int position)
    {
        while (position < digits.Length && digits[position] is ('\r' or '\n'))
        {
            position++;
        }

        return position < digits.Length;
    }

    private static string Illegal(int radix, int at) =>
        string.Create(CultureInfo.InvariantCulture, $"illegal base{radix} data at input byte {at}");

    private static string ToBase32(byte[] bytes)
    {
        var encoded = new StringBuilder((bytes.Length + 4) / 5 * 8);
        var (buffer, bits) = (0, 0);
        foreach (var value in bytes)
        {
            buffer = (buffer << 8) | value;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                encoded.Append(Base32Digits[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            encoded.Append(Base32Digits[(buffer << (5 - bits)) & 31]);
        }

        return encoded.Append('=', (8 - encoded.Length % 8) % 8).ToString();
    }

    private static string FromBase32(string text)
    {
        var digits = ByteCharacters.Split(text).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var data = digits.TrimEnd('=');
        var bytes = new List<byte>(data.Length * 5 / 8);
        var (buffer, bits) = (0, 0);
        for (var i = 0; i < data.Length; i++)
        {
            var value = Base32Digits.IndexOf(data[i], StringComparison.Ordinal);
            if (value < 0)
            {
                return Illegal(32, i);
            }

            buffer = (buffer << 5) | value;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        var padding = digits.Length - data.Length;
        return digits.Length % 8 == 0 && padding is 0 or 1 or 3 or 4 or 6
            ? GoText.FromBytes([.. bytes])
            : Illegal(32, digits.Length % 8 != 0 && padding == 0 ? digits.Length : data.Length);
    }
}
