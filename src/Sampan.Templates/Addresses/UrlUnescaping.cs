using System.Globalization;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Addresses;

/// <summary>Percent-encoding undone, part by part as Go's net/url does.</summary>
internal static class UrlUnescaping
{
    /// <exception cref="FormatException">A percent sign is followed by no two hexadecimal digits.</exception>
    public static string Path(string text) => Unescape(text, isHost: false);

    /// <exception cref="FormatException">A percent sign is followed by no two hexadecimal digits.</exception>
    public static string Fragment(string text) => Unescape(text, isHost: false);

    /// <exception cref="FormatException">A percent sign is followed by no two hexadecimal digits.</exception>
    public static string UserInformation(string text) => Unescape(text, isHost: false);

    /// <summary>A host; a zone in brackets has its percent sign escaped.</summary>
    /// <exception cref="FormatException">The host has what no host has.</exception>
    public static string Host(string text) => Unescape(text, isHost: true);

    /// <summary>A path, or null where it is malformed.</summary>
    public static string? TryPath(string text)
    {
        try
        {
            return Path(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Unescape(string text, bool isHost)
    {
        var bytes = new List<byte>(text.Length);
        var source = GoText.ToBytes(text);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '%')
            {
                if (isHost && source[i] < 0x80 && (source[i] is (byte)' ' or (byte)'<' or (byte)'>' or (byte)'"' or (byte)'\\' or (byte)'^' or (byte)'`' or (byte)'{' or (byte)'|' or (byte)'}'))
                {
                    throw new FormatException($"invalid character {GoQuoting.Quote(((char)source[i]).ToString())} in host name");
                }

                bytes.Add(source[i]);
                continue;
            }

            if (i + 2 >= source.Length || !char.IsAsciiHexDigit((char)source[i + 1]) || !char.IsAsciiHexDigit((char)source[i + 2]))
            {
                var part = GoText.FromBytes(source.AsSpan(i, Math.Min(3, source.Length - i)));
                throw new FormatException($"invalid URL escape {GoQuoting.Quote(part)}");
            }

            bytes.Add(byte.Parse($"{(char)source[i + 1]}{(char)source[i + 2]}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 2;
        }

        return GoText.FromBytes([.. bytes]);
    }
}
