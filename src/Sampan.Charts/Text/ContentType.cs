namespace Sampan.Charts.Text;

/// <summary>What the beginning of a file looks like, in the words of Go's content sniffing; only what a mistaken chart can be.</summary>
internal static class ContentType
{
    /// <summary>The media type of a block of 512 bytes, which a shorter file leaves filled up with zeros.</summary>
    public static string Of(ReadOnlySpan<byte> block)
    {
        if (block.StartsWith("PK\x03\x04"u8))
        {
            return "application/zip";
        }

        if (block.StartsWith("%PDF-"u8))
        {
            return "application/pdf";
        }

        var text = block.TrimStart("\t\n\f\r "u8);
        if (text.StartsWith("<?xml"u8))
        {
            return "text/xml; charset=utf-8";
        }

        return text.IndexOfAnyInRange((byte)0, (byte)8) < 0 && text.IndexOfAnyInRange((byte)0x0E, (byte)0x1A) < 0
            ? "text/plain; charset=utf-8"
            : "application/octet-stream";
    }
}
