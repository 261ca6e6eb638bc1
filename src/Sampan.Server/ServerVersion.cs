using Sampan.Kubernetes.Clusters;

namespace Sampan.Server;

/// <summary>The Kubernetes version whose API this server serves.</summary>
internal static class ServerVersion
{
    public static readonly ClusterVersion Current = new("1", "36", "v1.36.0");
}
