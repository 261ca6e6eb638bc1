using System.Text;

namespace Sampan.Placement.Assignment;

/// <summary>
/// Which of two clusters with equal claims goes first. By name, in a direction that follows from the object's UID, so
/// that objects with the same placement do not all favour the same cluster.
/// </summary>
internal static class TieBreak
{
    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;

    /// <summary>Whether names later in the alphabet go first: the lowest bit of the UID's FNV-1a hash.</summary>
    public static bool DescendingByName(string uid)
    {
        if (uid.Length == 0)
        {
            return false;
        }

        var hash = FnvOffset;
        foreach (var value in Encoding.UTF8.GetBytes(uid))
        {
            hash = unchecked((hash ^ value) * FnvPrime);
        }

        return (hash & 1) == 1;
    }
}
