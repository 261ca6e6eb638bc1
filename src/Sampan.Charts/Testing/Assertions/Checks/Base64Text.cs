using System.Text;

namespace Sampan.Charts.Testing.Assertions.Checks;

/// <summary>Texts that secrets hold in base64.</summary>
internal static class Base64Text
{
    /// <summary>The decoded text; null for what is no base64.</summary>
    public static string? Decode(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
