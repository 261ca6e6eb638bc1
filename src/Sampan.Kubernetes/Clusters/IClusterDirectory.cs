namespace Sampan.Kubernetes.Clusters;

/// <summary>How clusters are found by name: from a kubeconfig, or among the embedded ones.</summary>
public interface IClusterDirectory
{
    /// <summary>The cluster of a context; empty for the current one.</summary>
    /// <exception cref="Http.KubeconfigException">There is no such context; the message lists those there are.</exception>
    ICluster Open(string context);

    /// <summary>The cluster of a fleet's member; null where it cannot be reached from here.</summary>
    ICluster? OpenMember(string member);
}
