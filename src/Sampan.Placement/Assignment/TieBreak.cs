using Sampan.Kubernetes.Naming;

namespace Sampan.Placement.Assignment;

/// <summary>
/// Which of two clusters with equal claims goes first. By name, in a direction that follows from the object's UID, so
/// that objects with the same placement do not all favour the same cluster.
/// </summary>
internal static class TieBreak
{
    /// <summary>Whether names later in the alphabet go first: the lowest bit of the UID's hash.</summary>
    public static bool DescendingByName(string uid) => uid.Length > 0 && (Fnv1a.Hash(uid) & 1) == 1;
}
