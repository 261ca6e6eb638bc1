using Sampan.Kubernetes.Identity;

namespace Sampan.Fleet.Interpreting.Native;

/// <summary>Where the built-in workloads keep their pod spec.</summary>
internal static class PodTemplates
{
    private static readonly string[] OfPod = ["spec"];
    private static readonly string[] OfWorkload = ["spec", "template", "spec"];
    private static readonly string[] OfCronJob = ["spec", "jobTemplate", "spec", "template", "spec"];

    /// <summary>The path of the pod spec, or null for a kind that has none.</summary>
    public static string[]? SpecPath(GroupVersionKind kind) => (kind.Group, kind.Version, kind.Kind) switch
    {
        ("", "v1", "Pod") => OfPod,
        ("apps", "v1", "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet") => OfWorkload,
        ("batch", "v1", "Job") => OfWorkload,
        ("batch", "v1", "CronJob") => OfCronJob,
        _ => null,
    };
}
