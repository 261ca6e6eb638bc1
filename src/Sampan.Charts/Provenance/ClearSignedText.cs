using System.Text;

namespace Sampan.Charts.Provenance;

/// <summary>A clear-signed message (RFC 9580, section 7): readable text, and below it the armored signature.</summary>
/// <param name="Text">The text as it is read, lines separated by line feeds.</param>
/// <param name="Signature">The armored signature.</param>
internal sealed record ClearSignedText(string Text, string Signature)
{
    private const string MessageHeader = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string SignatureHeader = "-----BEGIN PGP SIGNATURE-----";

    /// <summary>What is signed of a text: lines without white space at their ends, separated by CR LF.</summary>
    public static byte[] Canonical(string text) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", text.Split('\n').Select(line => line.TrimEnd(' ', '\t', '\r'))));

    /// <summary>Reads a message; null when the text has none.</summary>
    public static ClearSignedText? Parse(string message)
    {
        var lines = message.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var start = lines.IndexOf(MessageHeader);
        var signature = lines.IndexOf(SignatureHeader);
        var text = start < 0 ? -1 : lines.IndexOf("", start) + 1;
        return start < 0 || text == 0 || signature < text ? null : new ClearSignedText(
            string.Join('\n', lines[text..signature].Select(line => line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line)),
            string.Join('\n', lines[signature..]));
    }

    /// <summary>The message; <paramref name="hash"/> is the digest's name, as SHA512.</summary>
    public string Write(string hash) =>
        $"{MessageHeader}\nHash: {hash}\n\n{string.Join('\n', Text.Split('\n').Select(line => line.StartsWith('-') ? "- " + line : line))}\n{Signature}";
}
