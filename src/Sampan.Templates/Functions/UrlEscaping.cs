using System.Globalization;
using System.Text;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>Percent-encoding as Go's net/url does it for the parts of an address.</summary>
internal static class UrlEscaping
{
    /// <summary>For a query's names and values: a space becomes a plus.</summary>
    public static string Query(string text) => Escape(text, "-_.~", spaceAsPlus: true);

    /// <summary>For a path: delimiters of paths stay.</summary>
    public static string Path(string text) => Escape(text, "-_.~$&+,/:;=@", spaceAsPlus: false);

    /// <summary>For what follows the hash.</summary>
    public static string Fragment(string text) => Escape(text, "-_.~$&+,/:;=?@!()*", spaceAsPlus: false);

    /// <summary>For user names and passwords.</summary>
    public static string UserInformation(string text) => Escape(text, "-_.~$&+,;=", spaceAsPlus: false);

    /// <summary>For hosts.</summary>
    public static string Host(string text) => Escape(text, "-_.~!$&'()*+,;=:[]<>\"", spaceAsPlus: false);

    private static string Escape(string text, string unreserved, bool spaceAsPlus)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var value in GoText.ToBytes(text))
        {
            var c = (char)value;
            if (char.IsAsciiLetterOrDigit(c) || unreserved.Contains(c, StringComparison.Ordinal))
            {
                escaped.Append(c);
            }
            else if (c == ' ' && spaceAsPlus)
            {
                escaped.Append('+');
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }

        return escaped.ToString();
    }
}
