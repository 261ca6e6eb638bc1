using System.Buffers;
using System.Text;

namespace Sampan.Templates.Values;

/// <summary>
/// Go's strings are bytes, .NET's are UTF-16. A byte that is no part of valid UTF-8 is kept as the lone low surrogate
/// U+DC00 + byte, so that text goes through functions that cut between bytes and comes out whole when it is encoded.
/// </summary>
public static class GoText
{
    internal const char ByteBase = '\uDC00';

    /// <summary>Decodes bytes; those that are no UTF-8 become lone surrogates.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done)
            {
                text.Append(rune);
                bytes = bytes[length..];
            }
            else
            {
                text.Append((char)(ByteBase + bytes[0]));
                bytes = bytes[1..];
            }
        }

        return text.ToString();
    }

    /// <summary>Encodes text as UTF-8; lone surrogates that stand for bytes become those bytes.</summary>
    public static byte[] ToBytes(string text)
    {
        if (!HasBytes(text))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new ArrayBufferWriter<byte>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (IsLoneByte(text, i))
            {
                bytes.Write([(byte)(text[i] - ByteBase)]);
                i++;
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            rune.EncodeToUtf8(bytes.GetSpan(4));
            bytes.Advance(rune.Utf8SequenceLength);
            i += length;
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The length in bytes.</summary>
    public static int Length(string text) => Ascii.IsValid(text) ? text.Length : HasBytes(text) ? ToBytes(text).Length : Encoding.UTF8.GetByteCount(text);

    /// <summary>The bytes from <paramref name="start"/> up to <paramref name="end"/>, as text.</summary>
    public static string Slice(string text, int start, int end) =>
        Ascii.IsValid(text) ? text[start..end] : FromBytes(ToBytes(text).AsSpan(start, end - start));

    /// <summary>Whether the text is valid UTF-8.</summary>
    public static bool IsValid(string text) => !HasBytes(text);

    /// <summary>A byte as it stands in text.</summary>
    internal static string Byte(byte value) => ((char)(value < 0x80 ? value : ByteBase + value)).ToString();

    internal static bool IsByte(char c) => c is >= '\uDC80' and <= '\uDCFF';

    /// <summary>Joins bytes that have come to stand next to each other into the characters that they encode.</summary>
    internal static string Normalize(string text) => HasBytes(text) ? FromBytes(ToBytes(text)) : text;

    internal static bool HasBytes(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsLoneByte(text, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLoneByte(string text, int i) => IsByte(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1]));
}
