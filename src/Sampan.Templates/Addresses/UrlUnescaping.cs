using System.Globalization;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Addresses;

/// <summary>Percent-encoding undone, part by part as Go's net/url does.</summary>
internal static class UrlUnescaping
{
    /// <exception cref="FormatException">A percent sign is followed by no two hexadecimal digits.</exception>
    public static string Path(string text) => Unescape(text, UrlPart.Other);

    /// <exception cref="FormatException">A percent sign is followed by no two hexadecimal digits.</exception>
    public static string Fragment(string text) => Unescape(text, UrlPart.Other);

    /// <exception cref="FormatException">A percent sign is followed by no two hexadecimal digits.</exception>
    public static string UserInformation(string text) => Unescape(text, UrlPart.Other);

    /// <summary>A host: only what is no ASCII may be escaped in it.</summary>
    /// <exception cref="FormatException">The host has what no host has.</exception>
    public static string Host(string text) => Unescape(text, UrlPart.Host);

    /// <summary>The zone of an address, its escaped percent sign included.</summary>
    /// <exception cref="FormatException">The zone has what no zone has.</exception>
    public static string Zone(string text) => Unescape(text, UrlPart.Zone);

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

    private enum UrlPart
    {
        Other,
        Host,
        Zone,
    }

    private static FormatException InvalidEscape(ReadOnlySpan<byte> text) => new($"invalid URL escape {GoQuoting.Quote(GoText.FromBytes(text))}");

    /// <summary>What a host may have unescaped.</summary>
    private static bool IsPlain(byte value) => char.IsAsciiLetterOrDigit((char)value) || "-_.~!$&'()*+,;=:[]<>\"".Contains((char)value, StringComparison.Ordinal);

    private static string Unescape(string text, UrlPart part)
    {
        var bytes = new List<byte>(text.Length);
        var source = GoText.ToBytes(text);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '%')
            {
                if (part != UrlPart.Other && source[i] < 0x80 && (source[i] is (byte)' ' or (byte)'<' or (byte)'>' or (byte)'"' or (byte)'\\' or (byte)'^' or (byte)'`' or (byte)'{' or (byte)'|' or (byte)'}'))
                {
                    throw new FormatException($"invalid character {GoQuoting.Quote(((char)source[i]).ToString())} in host name");
                }

                bytes.Add(source[i]);
                continue;
            }

            if (i + 2 >= source.Length || !char.IsAsciiHexDigit((char)source[i + 1]) || !char.IsAsciiHexDigit((char)source[i + 2]))
            {
                throw InvalidEscape(source.AsSpan(i, Math.Min(3, source.Length - i)));
            }

            var value = byte.Parse($"{(char)source[i + 1]}{(char)source[i + 2]}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if ((part == UrlPart.Host && value is < 0x80 and not (byte)'%') || (part == UrlPart.Zone && value != '%' && value != ' ' && !IsPlain(value)))
            {
                throw InvalidEscape(source.AsSpan(i, 3));
            }

            bytes.Add(value);
            i += 2;
        }

        return GoText.FromBytes([.. bytes]);
    }
}
