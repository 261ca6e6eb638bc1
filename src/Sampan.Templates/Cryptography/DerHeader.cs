using System.Globalization;

namespace Sampan.Templates.Cryptography;

/// <summary>The head of an ASN.1 structure in DER: which class and tag it has, and how long its content is.</summary>
internal readonly record struct DerHeader(int Class, int Tag, int Length, bool IsCompound, int HeaderLength)
{
    private const int Sequence = 16;
    private const int LongTag = 0x1F;

    /// <summary>Why the content is no sequence, in the words of Go's encoding/asn1; null if it may be one.</summary>
    /// <param name="content">The DER.</param>
    /// <param name="goType">The Go type that it is decoded into.</param>
    public static string? SequenceError(ReadOnlySpan<byte> content, string goType)
    {
        var error = Read(content, out var header);
        if (error is not null)
        {
            return $"asn1: syntax error: {error}";
        }

        if (header is not { Class: 0, Tag: Sequence, IsCompound: true })
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"asn1: structure error: tags don't match ({Sequence} vs {{class:{header.Class} tag:{header.Tag} length:{header.Length} isCompound:{(header.IsCompound ? "true" : "false")}}}) {{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false}} {goType} @{header.HeaderLength}");
        }

        return header.Length > content.Length - header.HeaderLength ? "asn1: syntax error: data truncated" : null;
    }

    private static string? Read(ReadOnlySpan<byte> content, out DerHeader header)
    {
        header = default;
        if (content.IsEmpty)
        {
            return "sequence truncated";
        }

        var position = 1;
        var tag = content[0] & LongTag;
        if (tag == LongTag && !TryReadTag(content, ref position, out tag))
        {
            return "truncated base 128 integer";
        }

        if (position == content.Length)
        {
            return "truncated tag or length";
        }

        var length = (int)content[position++];
        if (length == 0x80)
        {
            return "indefinite length found (not DER)";
        }

        if (length > 0x80 && ReadLongLength(content, length & 0x7F, ref position, out length) is { } error)
        {
            return error;
        }

        header = new DerHeader(content[0] >> 6, tag, length, (content[0] & 0x20) != 0, position);
        return null;
    }

    private static bool TryReadTag(ReadOnlySpan<byte> content, ref int position, out int tag)
    {
        tag = 0;
        while (position < content.Length && position <= 5)
        {
            var part = content[position++];
            tag = tag << 7 | (part & 0x7F);
            if ((part & 0x80) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string? ReadLongLength(ReadOnlySpan<byte> content, int octets, ref int position, out int length)
    {
        length = 0;
        for (var i = 0; i < octets; i++)
        {
            if (position == content.Length)
            {
                return "truncated tag or length";
            }

            if (length >= 1 << 23)
            {
                return "length too large";
            }

            length = length << 8 | content[position++];
            if (length == 0)
            {
                return "superfluous leading zeros in length";
            }
        }

        return length < 0x80 ? "non-minimal length" : null;
    }
}
