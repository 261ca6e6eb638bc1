using System.Text.Json.Nodes;

namespace Sampan.Server.Admission.PodSecurity;

/// <summary>Holds pods against a standard.</summary>
internal static class SecurityStandards
{
    private delegate Finding? Check(CheckedPod pod, LevelVersion version);

    // In the order of the checks' names; those of the restricted standard that are stricter stand in for the baseline's.
    private static readonly Check[] Baseline =
    [
        BaselineChecks.AppArmorProfile, BaselineChecks.Capabilities, BaselineChecks.HostNamespaces, BaselineChecks.HostPathVolumes, BaselineChecks.HostPorts, BaselineChecks.HostProbes,
        BaselineChecks.Privileged, BaselineChecks.ProcMount, BaselineChecks.SelinuxOptions, BaselineChecks.SeccompProfile, BaselineChecks.Sysctls, BaselineChecks.WindowsHostProcess,
    ];

    private static readonly Check[] Restricted =
    [
        BaselineChecks.AppArmorProfile, BaselineChecks.HostNamespaces, BaselineChecks.HostPorts, BaselineChecks.HostProbes, BaselineChecks.Privileged, BaselineChecks.SelinuxOptions,
        BaselineChecks.Sysctls, BaselineChecks.WindowsHostProcess, RestrictedChecks.AllowPrivilegeEscalation, RestrictedChecks.Capabilities, BaselineChecks.UnmaskedProcMount,
        RestrictedChecks.Volumes, RestrictedChecks.RunAsNonRoot, RestrictedChecks.RunAsUser, RestrictedChecks.SeccompProfile,
    ];

    /// <summary>What in a pod (metadata and spec) violates the standard, as messages list it; null if nothing.</summary>
    public static string? Violations(LevelVersion standard, JsonObject pod) => Findings(standard, pod) is { Count: > 0 } findings ? string.Join(", ", findings) : null;

    /// <summary>The reasons alone; empty if nothing violates the standard.</summary>
    public static string Reasons(LevelVersion standard, JsonObject pod) => string.Join(", ", Findings(standard, pod).Select(finding => finding.Reason));

    private static List<Finding> Findings(LevelVersion standard, JsonObject pod)
    {
        if (standard.Level == SecurityLevel.Privileged)
        {
            return [];
        }

        var checkedPod = new CheckedPod(pod);
        return [.. (standard.Level == SecurityLevel.Baseline ? Baseline : Restricted).Select(check => check(checkedPod, standard)).OfType<Finding>()];
    }
}
