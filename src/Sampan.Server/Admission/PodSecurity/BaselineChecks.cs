using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Server.Registry;
using static Sampan.Server.Admission.PodSecurity.Wording;

namespace Sampan.Server.Admission.PodSecurity;

/// <summary>The rules of the baseline standard: no known way from a pod to its node.</summary>
/// <remarks>Rules and texts of <c>k8s.io/pod-security-admission/policy</c>.</remarks>
internal static class BaselineChecks
{
    private static readonly string[] DefaultCapabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    private static readonly (string Name, int Since)[] SafeSysctls =
    [
        ("kernel.shm_rmid_forced", 0), ("net.ipv4.ip_local_port_range", 0), ("net.ipv4.tcp_syncookies", 0), ("net.ipv4.ping_group_range", 0),
        ("net.ipv4.ip_unprivileged_port_start", 0), ("net.ipv4.ip_local_reserved_ports", 27), ("net.ipv4.tcp_keepalive_time", 29), ("net.ipv4.tcp_fin_timeout", 29),
        ("net.ipv4.tcp_keepalive_intvl", 29), ("net.ipv4.tcp_keepalive_probes", 29), ("net.ipv4.tcp_rmem", 32), ("net.ipv4.tcp_wmem", 32),
    ];

    private static readonly (string Type, int Since)[] SelinuxTypes = [("", 0), ("container_t", 0), ("container_init_t", 0), ("container_kvm_t", 0), ("container_engine_t", 31)];

    public static Finding? AppArmorProfile(CheckedPod pod, LevelVersion version)
    {
        const string annotation = "container.apparmor.security.beta.kubernetes.io/";
        var podType = Profile(pod.Security, "appArmorProfile");
        var isPodBad = podType is not (null or "RuntimeDefault" or "Localhost");
        var bad = pod.WhereSecurity(security => Profile(security, "appArmorProfile") is not (null or "RuntimeDefault" or "Localhost"));
        var values = pod.Containers.Select(container => Profile(container.Object("securityContext"), "appArmorProfile")).Append(podType)
            .OfType<string>().Where(type => type is not ("RuntimeDefault" or "Localhost")).Distinct().Order(StringComparer.Ordinal).ToList();
        var annotations = (pod.Annotations ?? []).Where(entry => entry.Key.StartsWith(annotation, StringComparison.Ordinal))
            .Select(entry => (entry.Key, Value: entry.Value?.GetValue<string>() ?? ""))
            .Where(entry => entry.Value.Length > 0 && entry.Value != "runtime/default" && !entry.Value.StartsWith("localhost/", StringComparison.Ordinal))
            .Select(entry => $"{entry.Key}=\"{entry.Value}\"").Order(StringComparer.Ordinal).ToList();
        var setters = Setters(isPodBad, bad);
        if (annotations.Count > 0)
        {
            values.AddRange(annotations);
            setters = setters.Length > 0 ? $"{setters} and {Number("annotation", annotations.Count)}" : Number("annotation", annotations.Count);
        }

        return setters.Length == 0 ? null : new(Number("forbidden AppArmor profile", values.Count), $"{setters} must not set AppArmor profile type to {Quoted(values)}");
    }

    public static Finding? Capabilities(CheckedPod pod, LevelVersion version)
    {
        var bad = pod.WhereSecurity(security => Added(security).Any());
        return bad.Count == 0 ? null : new(
            "non-default capabilities",
            $"{Containers(bad)} must not include {QuotedSet(pod.Containers.SelectMany(container => Added(container.Object("securityContext"))))} in securityContext.capabilities.add");

        static IEnumerable<string> Added(JsonObject? security) => security.Object("capabilities").Texts("add").Except(DefaultCapabilities);
    }

    public static Finding? HostNamespaces(CheckedPod pod, LevelVersion version)
    {
        var shared = ((string[])["hostNetwork", "hostPID", "hostIPC"]).Where(name => pod.Spec.Boolean(name) == true).Select(name => $"{name}=true").ToList();
        return shared.Count == 0 ? null : new("host namespaces", string.Join(", ", shared));
    }

    public static Finding? HostPathVolumes(CheckedPod pod, LevelVersion version)
    {
        var volumes = (pod.Spec.Array("volumes") ?? []).OfType<JsonObject>().Where(volume => volume.ContainsKey("hostPath")).Select(volume => volume.Text("name")).ToList();
        return volumes.Count == 0 ? null : new("hostPath volumes", $"{Number("volume", volumes.Count)} {Quoted(volumes)}");
    }

    public static Finding? HostPorts(CheckedPod pod, LevelVersion version)
    {
        var bad = pod.Where(container => Ports(container).Any());
        var ports = pod.Containers.SelectMany(Ports).Distinct().Order(StringComparer.Ordinal).ToList();
        return bad.Count == 0 ? null : new(
            "hostPort", $"{Containers(bad)} {(bad.Count == 1 ? "uses" : "use")} {Number("hostPort", ports.Count)} {string.Join(", ", ports)}");

        static IEnumerable<string> Ports(JsonObject container) =>
            (container.Array("ports") ?? []).OfType<JsonObject>().Select(port => port.Integer("hostPort") ?? 0).Where(port => port != 0).Select(port => port.ToString(CultureInfo.InvariantCulture));
    }

    public static Finding? HostProbes(CheckedPod pod, LevelVersion version)
    {
        if (!version.IsAtLeast(34))
        {
            return null;
        }

        var bad = pod.Where(container => Hosts(container).Any());
        var hosts = pod.Containers.SelectMany(Hosts).Distinct().Order(StringComparer.Ordinal).ToList();
        return bad.Count == 0 ? null : new(
            "probe or lifecycle host",
            $"{Containers([.. bad.Distinct().Order(StringComparer.Ordinal)])} {(bad.Count == 1 ? "uses" : "use")} {Number("probe or lifecycle host", hosts.Count)} {Quoted(hosts)}");

        static IEnumerable<string> Hosts(JsonObject container) =>
            ((JsonObject?[])[container.Object("livenessProbe"), container.Object("readinessProbe"), container.Object("startupProbe"), container.Object("lifecycle").Object("postStart"), container.Object("lifecycle").Object("preStop")])
            .SelectMany(handler => (string[])[handler.Object("httpGet").Text("host"), handler.Object("tcpSocket").Text("host")])
            .Where(host => host.Length > 0);
    }

    public static Finding? Privileged(CheckedPod pod, LevelVersion version)
    {
        var bad = pod.WhereSecurity(security => security.Boolean("privileged") == true);
        return bad.Count == 0 ? null : new("privileged", $"{Containers(bad)} must not set securityContext.privileged=true");
    }

    public static Finding? ProcMount(CheckedPod pod, LevelVersion version) =>
        version.IsAtLeast(35) && pod.HasOwnUsers ? null : UnmaskedProcMount(pod, version);

    public static Finding? UnmaskedProcMount(CheckedPod pod, LevelVersion version)
    {
        var bad = pod.WhereSecurity(security => security.Text("procMount") is not ("" or "Default"));
        return bad.Count == 0 ? null : new(
            "procMount",
            $"{Containers(bad)} must not set securityContext.procMount to {QuotedSet(pod.Containers.Select(container => container.Object("securityContext").Text("procMount")).Where(type => type is not ("" or "Default")))}");
    }

    public static Finding? SelinuxOptions(CheckedPod pod, LevelVersion version)
    {
        var all = pod.Containers.Select(container => container.Object("securityContext")).Prepend(pod.Security).Select(security => security.Object("seLinuxOptions")).OfType<JsonObject>().ToList();
        var setters = Setters(IsBad(pod.Security), pod.WhereSecurity(IsBad));
        if (setters.Length == 0)
        {
            return null;
        }

        List<string> faults = [];
        var types = all.Select(options => options.Text("type")).Where(type => !IsAllowed(type)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (types.Count > 0)
        {
            faults.Add($"{Number("type", types.Count)} {Quoted(types)}");
        }

        faults.AddRange(((string[])["user", "role"]).Where(part => all.Exists(options => options.Text(part).Length > 0)).Select(part => $"{part} may not be set"));
        return new("seLinuxOptions", $"{setters} set forbidden securityContext.seLinuxOptions: {string.Join("; ", faults)}");

        bool IsAllowed(string type) => SelinuxTypes.Any(known => known.Type == type && version.IsAtLeast(known.Since));

        bool IsBad(JsonObject? security) => security.Object("seLinuxOptions") is { } options
            && (!IsAllowed(options.Text("type")) || options.Text("user").Length > 0 || options.Text("role").Length > 0);
    }

    public static Finding? SeccompProfile(CheckedPod pod, LevelVersion version)
    {
        var setters = Setters(IsBadSeccomp(Profile(pod.Security, "seccompProfile")), pod.WhereSecurity(security => IsBadSeccomp(Profile(security, "seccompProfile"))));
        var values = pod.Containers.Select(container => container.Object("securityContext")).Append(pod.Security).Select(security => Profile(security, "seccompProfile")).Where(IsBadSeccomp);
        return setters.Length == 0 ? null : new("seccompProfile", $"{setters} must not set securityContext.seccompProfile.type to {QuotedSet(values.OfType<string>())}");
    }

    public static Finding? Sysctls(CheckedPod pod, LevelVersion version)
    {
        var bad = (pod.Security.Array("sysctls") ?? []).OfType<JsonObject>().Select(sysctl => sysctl.Text("name"))
            .Where(name => !SafeSysctls.Any(safe => safe.Name == name && version.IsAtLeast(safe.Since))).ToList();
        return bad.Count == 0 ? null : new("forbidden sysctls", string.Join(", ", bad));
    }

    public static Finding? WindowsHostProcess(CheckedPod pod, LevelVersion version)
    {
        var setters = Setters(IsBad(pod.Security), pod.WhereSecurity(IsBad));
        return setters.Length == 0 ? null : new("hostProcess", $"{setters} must not set securityContext.windowsOptions.hostProcess=true");

        static bool IsBad(JsonObject? security) => security.Object("windowsOptions").Boolean("hostProcess") == true;
    }

    /// <summary>The type of a profile; null where none is set.</summary>
    public static string? Profile(JsonObject? security, string name) => security.Object(name) is { } profile ? profile.Text("type") : null;

    private static bool IsBadSeccomp(string? type) => type is not (null or "RuntimeDefault" or "Localhost");
}
