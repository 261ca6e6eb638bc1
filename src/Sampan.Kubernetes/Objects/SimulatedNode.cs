namespace Sampan.Kubernetes.Objects;

/// <summary>
/// A node that is only simulated: it reports what a kubelet reports, and its pods' addresses are made up. Nothing may be
/// sent to them, for somebody else may have them.
/// </summary>
public static class SimulatedNode
{
    /// <summary>The operating system that such a node reports, <c>status.nodeInfo.osImage</c>.</summary>
    public const string OsImage = "Sampan simulated node";

    /// <summary>
    /// How <c>spec.providerID</c> of such a node begins: whoever makes a node by hand asks with it for one that is
    /// simulated. Any other is left to its own kubelet.
    /// </summary>
    public const string ProviderScheme = "sampan://";

    /// <summary>Whether a Node object is of a simulated node.</summary>
    public static bool Is(KubernetesObject node) =>
        node.Root.Member("spec")?.String("providerID")?.StartsWith(ProviderScheme, StringComparison.Ordinal) == true
        || node.Root.Member("status", "nodeInfo")?.String("osImage") == OsImage;
}
