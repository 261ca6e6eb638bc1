namespace Sampan.Kubernetes.Clusters;

/// <summary>A server's version, as <c>/version</c> gives it: <c>1</c>, <c>36</c>, <c>v1.36.0</c>.</summary>
public sealed record ClusterVersion(string Major, string Minor, string GitVersion);
