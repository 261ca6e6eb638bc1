using System.Text;

namespace Sampan.Templates.Cryptography;

/// <summary>Blocks of PEM text.</summary>
internal static class Pem
{
    private const int LineLength = 64;

    public static string Write(string label, byte[] content)
    {
        var text = new StringBuilder().Append("-----BEGIN ").Append(label).Append("-----\n");
        var encoded = Convert.ToBase64String(content);
        for (var i = 0; i < encoded.Length; i += LineLength)
        {
            text.Append(encoded, i, Math.Min(LineLength, encoded.Length - i)).Append('\n');
        }

        return text.Append("-----END ").Append(label).Append("-----\n").ToString();
    }

    /// <summary>The first block, or null where there is none.</summary>
    public static (string Label, byte[] Content)? Read(string text)
    {
        if (!System.Security.Cryptography.PemEncoding.TryFind(text, out var fields))
        {
            return null;
        }

        return (text[fields.Label], Convert.FromBase64String(text[fields.Base64Data]));
    }
}
