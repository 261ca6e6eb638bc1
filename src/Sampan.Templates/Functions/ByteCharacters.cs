using System.Text;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>
/// What goutils does byte by byte: it takes each byte of a text for a character of its own, so that outside ASCII
/// characters fall apart. Texts are turned into one character a byte, changed, and turned back.
/// </summary>
internal static class ByteCharacters
{
    /// <summary>Without white space; every byte becomes the character of its number.</summary>
    public static string WithoutSpaces(string text) => string.Concat(Split(text).Where(c => !char.IsWhiteSpace(c)));

    /// <summary>The first byte of every word, as the character of its number.</summary>
    public static string Initials(string text)
    {
        var initials = new StringBuilder();
        var wordBegins = true;
        foreach (var c in Split(text))
        {
            if (char.IsWhiteSpace(c))
            {
                wordBegins = true;
            }
            else if (wordBegins)
            {
                initials.Append(c);
                wordBegins = false;
            }
        }

        return initials.ToString();
    }

    /// <summary>The text with one character a byte.</summary>
    public static string Split(string text) => Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(GoText.ToBytes(text));

    /// <summary>The text that the bytes encode.</summary>
    public static string Join(string bytes) => Ascii.IsValid(bytes) ? bytes : GoText.FromBytes(Encoding.Latin1.GetBytes(bytes));
}
