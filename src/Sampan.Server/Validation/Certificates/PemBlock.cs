using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sampan.Server.Validation.Certificates;

/// <summary>A block of a PEM text as Go reads it: what lies between blocks, and blocks that are broken, is passed over.</summary>
/// <param name="Type">What the block says that it holds.</param>
/// <param name="HasHeaders">Whether lines of <c>name: value</c> come before the content.</param>
/// <param name="Content">What it holds.</param>
internal sealed record PemBlock(string Type, bool HasHeaders, byte[] Content)
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";

    /// <summary>The blocks of a text, in their order.</summary>
    public static IEnumerable<PemBlock> Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (TypeOf(lines[i], Begin) is not { } type)
            {
                continue;
            }

            var end = Array.FindIndex(lines, i + 1, line => TypeOf(line, End) is not null);
            if (end >= 0 && TypeOf(lines[end], End) == type && TryRead(lines[(i + 1)..end], type, out var block))
            {
                yield return block;
                i = end;
            }
        }
    }

    private static bool TryRead(string[] lines, string type, [NotNullWhen(true)] out PemBlock? block)
    {
        var headers = lines.TakeWhile(line => line.Contains(':', StringComparison.Ordinal)).Count();
        var encoded = Encoding.UTF8.GetBytes(string.Concat(lines.Skip(headers).Select(line => line.Trim())));
        block = null;
        if (!Base64.IsValid(encoded))
        {
            return false;
        }

        block = new PemBlock(type, headers > 0, Convert.FromBase64String(Encoding.UTF8.GetString(encoded)));
        return true;
    }

    private static string? TypeOf(string line, string start)
    {
        var trimmed = line.TrimEnd();
        return trimmed.StartsWith(start, StringComparison.Ordinal) && trimmed.EndsWith(Dashes, StringComparison.Ordinal) && trimmed.Length >= start.Length + Dashes.Length
            ? trimmed[start.Length..^Dashes.Length]
            : null;
    }
}
