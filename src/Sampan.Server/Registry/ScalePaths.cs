namespace Sampan.Server.Registry;

/// <summary>Where an object keeps what its Scale view shows, as paths without a leading dot; an empty path is not kept.</summary>
internal sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string Selector)
{
    /// <summary>The paths of the built-in workloads.</summary>
    public static readonly ScalePaths Workload = new("spec.replicas", "status.replicas", "spec.selector");
}
