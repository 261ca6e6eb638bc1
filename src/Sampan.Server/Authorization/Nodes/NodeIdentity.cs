using Sampan.Server.Authentication;

namespace Sampan.Server.Authorization.Nodes;

/// <summary>Whether a user is a node, and which (pkg/auth/nodeidentifier).</summary>
internal static class NodeIdentity
{
    private const string Prefix = "system:node:";
    private const string Group = "system:nodes";

    /// <summary>The node's name, empty for a node without one; null if the user is no node.</summary>
    public static string? Of(UserInfo user)
    {
        if (user.Name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return user.Groups.Contains(Group) ? user.Name[Prefix.Length..] : null;
        }

        return null;
    }
}
