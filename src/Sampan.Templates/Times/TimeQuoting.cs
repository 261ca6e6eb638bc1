using System.Globalization;
using System.Text;
using Sampan.Templates.Values;

namespace Sampan.Templates.Times;

/// <summary>Quotes as the messages of Go's package time do: every byte that is no printable ASCII character as <c>\xNN</c>.</summary>
internal static class TimeQuoting
{
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var value in GoText.ToBytes(text))
        {
            _ = value switch
            {
                (byte)'"' or (byte)'\\' => quoted.Append('\\').Append((char)value),
                < (byte)' ' or >= 0x80 => quoted.Append("\\x").Append(value.ToString("x2", CultureInfo.InvariantCulture)),
                _ => quoted.Append((char)value),
            };
        }

        return quoted.Append('"').ToString();
    }
}
