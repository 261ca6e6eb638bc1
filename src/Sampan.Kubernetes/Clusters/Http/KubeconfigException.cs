namespace Sampan.Kubernetes.Clusters.Http;

/// <summary>A kubeconfig that is missing, unreadable, or lacks what was asked for; the message says what, where and how to mend.</summary>
public sealed class KubeconfigException(string message, Exception? inner = null) : Exception(message, inner);
