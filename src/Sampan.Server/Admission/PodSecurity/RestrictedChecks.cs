using System.Text.Json.Nodes;
using Sampan.Server.Registry;
using static Sampan.Server.Admission.PodSecurity.Wording;

namespace Sampan.Server.Admission.PodSecurity;

/// <summary>What the restricted standard asks for beyond the baseline: the practice of hardened pods.</summary>
/// <remarks>Rules and texts of <c>k8s.io/pod-security-admission/policy</c>.</remarks>
internal static class RestrictedChecks
{
    private static readonly string[] SafeVolumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];

    private static readonly string[] OtherVolumes =
    [
        "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "nfs", "iscsi", "glusterfs", "rbd", "flexVolume", "cinder", "cephfs", "flocker", "fc",
        "azureFile", "vsphereVolume", "quobyte", "azureDisk", "photonPersistentDisk", "portworxVolume", "scaleIO", "storageos",
    ];

    public static Finding? AllowPrivilegeEscalation(CheckedPod pod, LevelVersion version)
    {
        var bad = IsExempt(pod, version) ? [] : pod.WhereSecurity(security => security.Boolean("allowPrivilegeEscalation") != false);
        return bad.Count == 0 ? null : new("allowPrivilegeEscalation != false", $"{Containers(bad)} must set securityContext.allowPrivilegeEscalation=false");
    }

    public static Finding? Capabilities(CheckedPod pod, LevelVersion version)
    {
        if (IsExempt(pod, version))
        {
            return null;
        }

        List<string> details = [];
        var keeping = pod.WhereSecurity(security => !security.Object("capabilities").Texts("drop").Contains("ALL"));
        if (keeping.Count > 0)
        {
            details.Add($"{Containers(keeping)} must set securityContext.capabilities.drop=[\"ALL\"]");
        }

        var adding = pod.WhereSecurity(security => Added(security).Any());
        if (adding.Count > 0)
        {
            details.Add($"{Containers(adding)} must not include {QuotedSet(pod.Containers.SelectMany(container => Added(container.Object("securityContext"))))} in securityContext.capabilities.add");
        }

        return details.Count == 0 ? null : new("unrestricted capabilities", string.Join("; ", details));

        static IEnumerable<string> Added(JsonObject? security) => security.Object("capabilities").Texts("add").Where(name => name != "NET_BIND_SERVICE");
    }

    public static Finding? Volumes(CheckedPod pod, LevelVersion version)
    {
        var bad = (pod.Spec.Array("volumes") ?? []).OfType<JsonObject>().Where(volume => !SafeVolumes.Any(volume.ContainsKey)).ToList();
        var types = bad.Select(volume => Array.Find(OtherVolumes, volume.ContainsKey) ?? "unknown").Distinct().Order(StringComparer.Ordinal).ToList();
        return bad.Count == 0 ? null : new(
            "restricted volume types",
            $"{Number("volume", bad.Count)} {Quoted(bad.Select(volume => volume.Text("name")))} {(bad.Count == 1 ? "uses" : "use")} {Number("restricted volume type", types.Count)} {Quoted(types)}");
    }

    public static Finding? RunAsNonRoot(CheckedPod pod, LevelVersion version)
    {
        if (version.IsAtLeast(35) && pod.HasOwnUsers)
        {
            return null;
        }

        var forPod = pod.Security.Boolean("runAsNonRoot");
        var setters = Setters(forPod == false, pod.WhereSecurity(security => security.Boolean("runAsNonRoot") == false));
        if (setters.Length > 0)
        {
            return new("runAsNonRoot != true", $"{setters} must not set securityContext.runAsNonRoot=false");
        }

        var silent = forPod == true ? [] : pod.WhereSecurity(security => security.Boolean("runAsNonRoot") is null);
        return silent.Count == 0 ? null : new("runAsNonRoot != true", $"pod or {Containers(silent)} must set securityContext.runAsNonRoot=true");
    }

    public static Finding? RunAsUser(CheckedPod pod, LevelVersion version)
    {
        if (!version.IsAtLeast(23) || (version.IsAtLeast(35) && pod.HasOwnUsers))
        {
            return null;
        }

        var setters = Setters(pod.Security.Integer("runAsUser") == 0, pod.WhereSecurity(security => security.Integer("runAsUser") == 0));
        return setters.Length == 0 ? null : new("runAsUser=0", $"{setters} must not set runAsUser=0");
    }

    public static Finding? SeccompProfile(CheckedPod pod, LevelVersion version)
    {
        if (IsExempt(pod, version))
        {
            return null;
        }

        if (BaselineChecks.SeccompProfile(pod, version) is { } set)
        {
            return set;
        }

        var silent = BaselineChecks.Profile(pod.Security, "seccompProfile") is not null ? [] : pod.WhereSecurity(security => BaselineChecks.Profile(security, "seccompProfile") is null);
        return silent.Count == 0 ? null : new("seccompProfile", $"pod or {Containers(silent)} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"");
    }

    // Since 1.25 a pod that says it runs on Windows need not set what Windows has not.
    private static bool IsExempt(CheckedPod pod, LevelVersion version) => pod.IsWindows && version.IsAtLeast(25);
}
