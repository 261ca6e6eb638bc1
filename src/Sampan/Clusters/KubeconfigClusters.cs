using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Clusters.Http;

namespace Sampan.Clusters;

/// <summary>The clusters of a kubeconfig; a fleet's member is the context of its name.</summary>
internal sealed class KubeconfigClusters(string path) : IClusterDirectory
{
    private readonly Dictionary<string, ICluster> _open = new(StringComparer.Ordinal);
    private readonly Kubeconfig _kubeconfig = Kubeconfig.Load(path);

    /// <inheritdoc/>
    public ICluster Open(string context)
    {
        if (!_open.TryGetValue(context, out var cluster))
        {
            _open[context] = cluster = _kubeconfig.Connect(context);
        }

        return cluster;
    }

    /// <inheritdoc/>
    public ICluster? OpenMember(string member) => _kubeconfig.Contexts.Contains(member) ? Open(member) : null;
}
