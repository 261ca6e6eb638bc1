using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Metrics;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>Pods and pod templates (kubernetes/pkg/api/pod/warnings.go).</summary>
internal static class PodWarnings
{
    private static readonly (string Name, string Advice)[] OldAnnotations =
    [
        ("scheduler.alpha.kubernetes.io/critical-pod", "non-functional in v1.16+; use the \"priorityClassName\" field instead"),
        ("security.alpha.kubernetes.io/sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
        ("security.alpha.kubernetes.io/unsafe-sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
    ];

    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    public static void OfPod(JsonObject pod, JsonObject? before, List<string> warnings)
    {
        // Pods are changed by machines, and often.
        if (before is null)
        {
            PodNames.WarnPod(pod, warnings);
            Of(pod.At("spec") ?? [], pod.At("metadata"), "", warnings);
        }
    }

    /// <summary>Warns of a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="path">Its path.</param>
    /// <param name="warnings">Gets the warnings.</param>
    public static void OfTemplate(JsonObject? template, string path, List<string> warnings)
    {
        if (template is not null)
        {
            Of(template.At("spec") ?? [], template.At("metadata"), $"{path}.", warnings);
        }
    }

    private static void Of(JsonObject spec, JsonObject? metadata, string prefix, List<string> warnings)
    {
        var (path, metadataPath) = ($"{prefix}spec", $"{prefix}metadata");
        var containers = Containers(spec, path).ToList();
        OfNodeChoice(spec, path, warnings);
        OfAnnotations(metadata?["annotations"] as JsonObject ?? [], metadataPath, warnings);
        OfVolumes(spec, path, warnings);
        OfHosts(spec, path, warnings);
        OfPullSecrets(spec, path, warnings);
        OfAmounts(spec.At("overhead"), $"{path}.overhead", warnings);
        OfProfile(spec, metadata, "seccomp.security.alpha.kubernetes.io/pod", "seccompProfile", "non-functional in v1.27+", metadataPath, warnings);
        foreach (var (container, at) in containers)
        {
            OfContainer(container, spec, metadata, at, metadataPath, warnings);
        }

        PortWarnings.Of(containers, warnings);
        if (FieldErrors.Number(spec, "terminationGracePeriodSeconds") < 0)
        {
            warnings.Add($"{path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1");
        }

        OfOtherPods(spec, path, warnings);
        OfAddresses(spec, path, warnings);
    }

    private static IEnumerable<(JsonObject Container, string Path)> Containers(JsonObject spec, string path) =>
        ContainerLists.SelectMany(list => spec.Each(list).Select((container, index) => (container, $"{path}.{list}[{index}]")));

    private static void OfNodeChoice(JsonObject spec, string path, List<string> warnings)
    {
        NodeLabelWarnings.OfMap(spec["nodeSelector"] as JsonObject, label => $"{path}.nodeSelector[{label}]", warnings);
        var affinity = spec.At("affinity", "nodeAffinity");
        var at = $"{path}.affinity.nodeAffinity";
        var index = 0;
        foreach (var term in affinity.At("requiredDuringSchedulingIgnoredDuringExecution").Each("nodeSelectorTerms"))
        {
            NodeLabelWarnings.OfExpressions(term, $"{at}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[{index++}]", checksValues: false, warnings);
        }

        index = 0;
        foreach (var term in affinity.Each("preferredDuringSchedulingIgnoredDuringExecution"))
        {
            NodeLabelWarnings.OfExpressions(term.At("preference"), $"{at}.preferredDuringSchedulingIgnoredDuringExecution[{index++}].preference", checksValues: true, warnings);
        }

        index = 0;
        foreach (var constraint in spec.Each("topologySpreadConstraints"))
        {
            var constraintPath = $"{path}.topologySpreadConstraints[{index++}]";
            NodeLabelWarnings.OfKey(constraint.TextOf("topologyKey"), $"{constraintPath}.topologyKey", warnings);
            OfEmptySelector(constraint, constraintPath, warnings);
        }
    }

    private static void OfAnnotations(JsonObject annotations, string path, List<string> warnings)
    {
        foreach (var (name, value) in annotations)
        {
            if (SimulatedUsage.Fault(name, value?.ToString() ?? "") is { } fault)
            {
                warnings.Add($"{path}.annotations[{name}]: {fault}");
            }
        }

        warnings.AddRange(OldAnnotations.Where(old => annotations.ContainsKey(old.Name)).Select(old => $"{path}.annotations[{old.Name}]: {old.Advice}"));
    }

    // An annotation that a field of the security context has taken the place of.
    private static void OfProfile(JsonObject owner, JsonObject? metadata, string annotation, string field, string since, string path, List<string> warnings)
    {
        if (owner.At("securityContext", field) is null && metadata.At("annotations")?.ContainsKey(annotation) == true)
        {
            warnings.Add($"{path}.annotations[{annotation}]: {since}; use the \"{field}\" field instead");
        }
    }

    private static void OfVolumes(JsonObject spec, string path, List<string> warnings)
    {
        var index = 0;
        foreach (var volume in spec.Each("volumes"))
        {
            VolumeWarnings.OfPodVolume(volume, $"{path}.volumes[{index++}]", warnings);
        }

        foreach (var volume in spec.Each("volumes"))
        {
            VolumePathWarnings.Of(volume, warnings);
        }
    }

    private static void OfHosts(JsonObject spec, string path, List<string> warnings)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var alias in spec.Each("hostAliases"))
        {
            if (!known.Add(alias.TextOf("ip")))
            {
                warnings.Add($"{path}.hostAliases[{index}].ip: duplicate ip \"{alias.TextOf("ip")}\"");
            }

            index++;
        }
    }

    private static void OfPullSecrets(JsonObject spec, string path, List<string> warnings)
    {
        var names = spec.Each("imagePullSecrets").Select(secret => secret.TextOf("name")).ToList();
        for (var i = 0; i < names.Count; i++)
        {
            if (names.IndexOf(names[i]) < i)
            {
                warnings.Add($"{path}.imagePullSecrets[{i}].name: duplicate name \"{names[i]}\"");
            }
        }

        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Length == 0)
            {
                warnings.Add($"{path}.imagePullSecrets[{i}].name: invalid empty name \"\"");
            }
        }
    }

    private static void OfContainer(JsonObject container, JsonObject spec, JsonObject? metadata, string path, string metadataPath, List<string> warnings)
    {
        var name = container.TextOf("name");
        OfProfile(container, metadata, $"container.seccomp.security.alpha.kubernetes.io/{name}", "seccompProfile", "non-functional in v1.27+", metadataPath, warnings);
        if (spec.At("securityContext", "appArmorProfile") is null)
        {
            OfProfile(container, metadata, $"container.apparmor.security.beta.kubernetes.io/{name}", "appArmorProfile", "deprecated since v1.30", metadataPath, warnings);
        }

        foreach (var resource in (ReadOnlySpan<string>)["memory", "ephemeral-storage"])
        {
            foreach (var list in (ReadOnlySpan<string>)["limits", "requests"])
            {
                VolumeWarnings.OfAmount(container.At("resources", list), resource, $"{path}.resources.{list}", warnings);
            }
        }

        OfVariables(container, path, warnings);
    }

    private static void OfAmounts(JsonObject? resources, string path, List<string> warnings)
    {
        VolumeWarnings.OfAmount(resources, "memory", path, warnings);
        VolumeWarnings.OfAmount(resources, "ephemeral-storage", path, warnings);
    }

    private static void OfVariables(JsonObject container, string path, List<string> warnings)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var variable in container.Each("env"))
        {
            var name = variable.TextOf("name");
            if (!names.Add(name) && !BuildsOn(variable, $"$({name})"))
            {
                warnings.Add($"{path}.env[{index}]: hides previous definition of \"{name}\", which may be dropped when using apply");
            }

            index++;
        }
    }

    // Whether a variable adds to what another of its name has said before.
    private static bool BuildsOn(JsonObject variable, string reference) =>
        variable["valueFrom"] is null && variable.TextOf("value") is var value && value != reference && value.Contains(reference, StringComparison.Ordinal);

    private static void OfOtherPods(JsonObject spec, string path, List<string> warnings)
    {
        foreach (var kind in (ReadOnlySpan<string>)["podAffinity", "podAntiAffinity"])
        {
            var affinity = spec.At("affinity", kind);
            var index = 0;
            foreach (var term in affinity.Each("requiredDuringSchedulingIgnoredDuringExecution"))
            {
                OfEmptySelector(term, $"{path}.affinity.{kind}.requiredDuringSchedulingIgnoredDuringExecution[{index++}]", warnings);
            }

            index = 0;
            foreach (var term in affinity.Each("preferredDuringSchedulingIgnoredDuringExecution"))
            {
                OfEmptySelector(term.At("podAffinityTerm"), $"{path}.affinity.{kind}.preferredDuringSchedulingIgnoredDuringExecution[{index++}].podAffinityTerm", warnings);
            }
        }
    }

    private static void OfEmptySelector(JsonObject? term, string path, List<string> warnings)
    {
        if (term?["labelSelector"] is null)
        {
            warnings.Add($"{path}.labelSelector: a null labelSelector results in matching no pod");
        }
    }

    private static void OfAddresses(JsonObject spec, string path, List<string> warnings)
    {
        var servers = FieldErrors.Texts(spec.At("dnsConfig"), "nameservers");
        for (var i = 0; i < servers.Count; i++)
        {
            AddressWarnings.OfAddress(servers[i], $"{path}.dnsConfig.nameservers[{i}]", warnings);
        }

        var index = 0;
        foreach (var alias in spec.Each("hostAliases"))
        {
            AddressWarnings.OfAddress(alias.TextOf("ip"), $"{path}.hostAliases[{index++}].ip", warnings);
        }
    }
}
