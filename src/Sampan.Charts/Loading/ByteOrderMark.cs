namespace Sampan.Charts.Loading;

/// <summary>The UTF-8 byte order mark that some editors put before a file's text; templates must not see it.</summary>
internal static class ByteOrderMark
{
    public static ReadOnlyMemory<byte> Strip(ReadOnlyMemory<byte> data) =>
        data.Span.StartsWith("\uFEFF"u8) ? data[3..] : data;
}
