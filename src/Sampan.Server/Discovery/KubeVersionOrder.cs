using System.Globalization;

namespace Sampan.Server.Discovery;

/// <summary>Orders API versions, most wanted first: stable, beta, alpha, newer before older, others last by name (apimachinery/pkg/version).</summary>
internal sealed class KubeVersionOrder : IComparer<string>
{
    public static readonly KubeVersionOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (one, other) = (Rank(x!), Rank(y!));
        if (one is null || other is null)
        {
            return one is not null ? -1 : other is not null ? 1 : string.CompareOrdinal(x, y);
        }

        return other.Value.CompareTo(one.Value);
    }

    private static (int Stability, int Major, int Minor)? Rank(string version)
    {
        if (version.Length < 2 || version[0] != 'v')
        {
            return null;
        }

        var digits = version.AsSpan(1);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        var major = end < 0 ? digits : digits[..end];
        if (!int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var rest = end < 0 ? [] : digits[end..];
        if (rest.IsEmpty)
        {
            return (3, number, 0);
        }

        var stability = rest.StartsWith("beta") ? 2 : rest.StartsWith("alpha") ? 1 : 0;
        var minor = stability switch { 2 => rest[4..], 1 => rest[5..], _ => [] };
        return stability > 0 && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var minorNumber) ? (stability, number, minorNumber) : null;
    }
}
