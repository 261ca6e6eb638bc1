using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;

namespace Sampan.Fleet.Hub;

/// <summary>A member as the hub reaches it.</summary>
internal sealed record Member(string Name, ICluster Cluster, SharedInformers Informers, DiscoveredTypes Types);
