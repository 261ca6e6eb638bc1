using System.Text;

namespace Sampan.Kubernetes.Yaml;

/// <summary>
/// The order of keys in written YAML, as go-yaml's sorter.go: digits compare as numbers, other characters come before
/// letters. <c>a1, a9, a10</c>; <c>_x, Ax, ax</c>.
/// </summary>
internal sealed class NaturalKeyOrder : IComparer<string>
{
    /// <summary>Version 2: a letter always comes after what is none.</summary>
    public static readonly NaturalKeyOrder Kubernetes = new(lettersFirstAfterDigits: false);

    /// <summary>Version 3: right after a digit, a letter comes first (<c>1a</c> before <c>11</c>).</summary>
    public static readonly NaturalKeyOrder Helmfile = new(lettersFirstAfterDigits: true);

    private readonly bool _lettersFirstAfterDigits;

    private NaturalKeyOrder(bool lettersFirstAfterDigits) => _lettersFirstAfterDigits = lettersFirstAfterDigits;

    public int Compare(string? x, string? y)
    {
        if (string.Equals(x, y, StringComparison.Ordinal))
        {
            return 0;
        }

        var left = x.AsSpan();
        var right = y.AsSpan();
        var same = left.CommonPrefixLength(right);
        if (same > 0 && same < left.Length && char.IsLowSurrogate(left[same]) && char.IsHighSurrogate(left[same - 1]))
        {
            same--;
        }

        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        Rune.DecodeFromUtf16(left[same..], out var a, out _);
        Rune.DecodeFromUtf16(right[same..], out var b, out _);
        var (aIsLetter, bIsLetter) = (Rune.IsLetter(a), Rune.IsLetter(b));
        if (aIsLetter || bIsLetter)
        {
            var lettersFirst = _lettersFirstAfterDigits && same > 0 && char.IsDigit(left[same - 1]);
            return aIsLetter && bIsLetter ? a.CompareTo(b) : aIsLetter == lettersFirst ? -1 : 1;
        }

        return CompareNumbers(left, right, same) is var byNumber && byNumber != 0 ? byNumber : a.CompareTo(b);
    }

    /// <summary>Compares the numbers at the position: by value, then by length. A zero inside a number counts as its digit.</summary>
    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int position)
    {
        var carried = (left[position] == '0' || right[position] == '0') && InsideNumber(left, position) ? 1 : 0;
        var (a, aEnd) = Number(left, position, carried);
        var (b, bEnd) = Number(right, position, carried);
        return a != b ? a.CompareTo(b) : aEnd.CompareTo(bEnd);
    }

    private static bool InsideNumber(ReadOnlySpan<char> text, int position)
    {
        for (var i = position - 1; i >= 0 && char.IsDigit(text[i]); i--)
        {
            if (text[i] != '0')
            {
                return true;
            }
        }

        return false;
    }

    private static (long Value, int End) Number(ReadOnlySpan<char> text, int position, long carried)
    {
        var value = carried;
        var i = position;
        for (; i < text.Length && char.IsDigit(text[i]); i++)
        {
            value = unchecked(value * 10 + (text[i] - '0'));
        }

        return (value, i);
    }
}
