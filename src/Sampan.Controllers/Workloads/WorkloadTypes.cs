using Sampan.Kubernetes.Identity;

namespace Sampan.Controllers.Workloads;

/// <summary>Resource types that only the workload controllers need by name.</summary>
internal static class WorkloadTypes
{
    public static readonly ResourceType ControllerRevisions = new("apps", "v1", "controllerrevisions", "ControllerRevision", Namespaced: true);
}
