using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Defaulting;
using Sampan.Server.Metrics;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>Pods and pod templates (kubernetes/pkg/api/pod/warnings.go).</summary>
internal static class PodWarnings
{
    private static readonly Dictionary<string, string> OldLabels = new(StringComparer.Ordinal)
    {
        ["beta.kubernetes.io/arch"] = "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        ["beta.kubernetes.io/os"] = "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        ["failure-domain.beta.kubernetes.io/region"] = "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        ["failure-domain.beta.kubernetes.io/zone"] = "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        ["beta.kubernetes.io/instance-type"] = "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
    };

    private static readonly Dictionary<string, string> OldAnnotations = new(StringComparer.Ordinal)
    {
        ["seccomp.security.alpha.kubernetes.io/pod"] = "non-functional in v1.27+; use the \"seccompProfile\" field instead",
        ["scheduler.alpha.kubernetes.io/critical-pod"] = "non-functional in v1.16+; use the \"priorityClassName\" field instead",
        ["security.alpha.kubernetes.io/sysctls"] = "non-functional in v1.11+; use the \"sysctls\" field instead",
        ["security.alpha.kubernetes.io/unsafe-sysctls"] = "non-functional in v1.11+; use the \"sysctls\" field instead",
    };

    private static readonly Dictionary<string, string> OldVolumes = new(StringComparer.Ordinal)
    {
        ["photonPersistentDisk"] = "deprecated in v1.11, non-functional in v1.16+",
        ["gitRepo"] = "deprecated in v1.11, and disabled by default in v1.33+",
        ["scaleIO"] = "deprecated in v1.16, non-functional in v1.22+",
        ["flocker"] = "deprecated in v1.22, non-functional in v1.25+",
        ["storageos"] = "deprecated in v1.22, non-functional in v1.25+",
        ["quobyte"] = "deprecated in v1.22, non-functional in v1.25+",
        ["glusterfs"] = "deprecated in v1.25, non-functional in v1.26+",
        ["cephfs"] = "deprecated in v1.28, non-functional in v1.31+",
        ["rbd"] = "deprecated in v1.28, non-functional in v1.31+",
    };

    /// <summary>How a label of nodes is to be called now, or null.</summary>
    public static string? OldLabel(string label) => OldLabels.GetValueOrDefault(label);

    public static void OfPod(JsonObject pod, JsonObject? before, List<string> warnings)
    {
        // Nothing in a spec that is fixed is worth a warning on every change of the rest.
        if (before is not null && JsonNode.DeepEquals(pod["spec"], before["spec"]) && JsonNode.DeepEquals(pod.At("metadata")?["annotations"], before.At("metadata")?["annotations"]))
        {
            return;
        }

        if (before is null)
        {
            PodNames.Warn(pod, warnings);
        }

        Of(pod.At("spec") ?? [], pod.At("metadata"), "spec", "metadata", before is null, warnings);
    }

    public static void OfTemplate(JsonObject? template, JsonObject? before, string path, List<string> warnings)
    {
        if (template is not null && !JsonNode.DeepEquals(template, before))
        {
            Of(template.At("spec") ?? [], template.At("metadata"), $"{path}.spec", $"{path}.metadata", isNewPod: false, warnings);
        }
    }

    private static void Of(JsonObject spec, JsonObject? metadata, string path, string metadataPath, bool isNewPod, List<string> warnings)
    {
        OfNodeChoice(spec, path, warnings);
        OfVolumes(spec, path, warnings);
        OfHosts(spec, path, warnings);
        OfAnnotations(spec, metadata, metadataPath, warnings);
        OfReferences(spec, path, warnings);
        foreach (var list in (ReadOnlySpan<string>)["initContainers", "containers"])
        {
            var index = 0;
            foreach (var container in spec.Each(list))
            {
                OfContainer(container, $"{path}.{list}[{index++}]", warnings);
            }
        }

        OfPorts(spec, path, warnings);
        if (FieldErrors.Number(spec, "terminationGracePeriodSeconds") < 0)
        {
            warnings.Add($"{path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1");
        }

        OfSpread(spec, path, isNewPod, warnings);
    }

    private static void OfNodeChoice(JsonObject spec, string path, List<string> warnings)
    {
        foreach (var (label, _) in (spec["nodeSelector"] as JsonObject ?? []).OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            Label(label, $"{path}.nodeSelector[{label}]", warnings);
        }

        var affinity = spec.At("affinity", "nodeAffinity");
        var at = $"{path}.affinity.nodeAffinity";
        var index = 0;
        foreach (var term in affinity.At("requiredDuringSchedulingIgnoredDuringExecution").Each("nodeSelectorTerms"))
        {
            OfTerm(term, $"{at}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[{index++}]", warnings);
        }

        index = 0;
        foreach (var term in affinity.Each("preferredDuringSchedulingIgnoredDuringExecution"))
        {
            OfTerm(term.At("preference"), $"{at}.preferredDuringSchedulingIgnoredDuringExecution[{index++}].preference", warnings);
        }

        index = 0;
        foreach (var constraint in spec.Each("topologySpreadConstraints"))
        {
            Label(constraint.TextOf("topologyKey"), $"{path}.topologySpreadConstraints[{index++}].topologyKey", warnings);
        }
    }

    private static void OfTerm(JsonObject? term, string path, List<string> warnings)
    {
        var index = 0;
        foreach (var expression in term.Each("matchExpressions"))
        {
            var key = expression.TextOf("key");
            if (OldLabel(key) is { } advice)
            {
                warnings.Add($"{path}.matchExpressions[{index}].key: {key} is {advice}");
            }

            index++;
        }
    }

    private static void Label(string label, string path, List<string> warnings)
    {
        if (OldLabel(label) is not { } advice)
        {
            return;
        }

        warnings.Add(path.EndsWith(']') ? $"{path}: {advice}" : $"{path}: {label} is {advice}");
    }

    private static void OfVolumes(JsonObject spec, string path, List<string> warnings)
    {
        var index = 0;
        foreach (var volume in spec.Each("volumes"))
        {
            var at = $"{path}.volumes[{index++}]";
            foreach (var (source, advice) in OldVolumes)
            {
                if (volume[source] is JsonObject)
                {
                    warnings.Add($"{at}.{source}: {advice}");
                }
            }
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

    private static void OfAnnotations(JsonObject spec, JsonObject? metadata, string path, List<string> warnings)
    {
        foreach (var (name, value) in metadata?["annotations"] as JsonObject ?? [])
        {
            if (SimulatedUsage.Fault(name, value?.ToString() ?? "") is { } fault)
            {
                warnings.Add($"{path}.annotations[{name}]: {fault}");
            }
            else if (OldAnnotations.GetValueOrDefault(name) is { } advice)
            {
                warnings.Add($"{path}.annotations[{name}]: {advice}");
            }
            else if (name.StartsWith("container.seccomp.security.alpha.kubernetes.io/", StringComparison.Ordinal))
            {
                warnings.Add($"{path}.annotations[{name}]: non-functional in v1.27+; use the \"seccompProfile\" field instead");
            }
            else if (name.StartsWith("container.apparmor.security.beta.kubernetes.io/", StringComparison.Ordinal) && !SetsAppArmor(spec, name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]))
            {
                warnings.Add($"{path}.annotations[{name}]: deprecated since v1.30; use the \"appArmorProfile\" field instead");
            }
        }
    }

    private static bool SetsAppArmor(JsonObject spec, string container) => spec.Each("containers").Concat(spec.Each("initContainers")).Concat(spec.Each("ephemeralContainers"))
        .Any(candidate => candidate.TextOf("name") == container && candidate.At("securityContext", "appArmorProfile") is not null);

    private static void OfReferences(JsonObject spec, string path, List<string> warnings)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var secret in spec.Each("imagePullSecrets"))
        {
            var name = secret.TextOf("name");
            if (name.Length == 0)
            {
                warnings.Add($"{path}.imagePullSecrets[{index}].name: invalid empty name \"\"");
            }
            else if (!known.Add(name))
            {
                warnings.Add($"{path}.imagePullSecrets[{index}].name: duplicate name \"{name}\"");
            }

            index++;
        }
    }

    private static void OfContainer(JsonObject container, string path, List<string> warnings)
    {
        foreach (var list in (ReadOnlySpan<string>)["limits", "requests"])
        {
            foreach (var (name, value) in (container.At("resources", list) ?? []).OrderBy(member => member.Key, StringComparer.Ordinal))
            {
                if (name is "memory" or "ephemeral-storage" && Quantity.TryParse(value?.ToString() ?? "", out var quantity) && quantity.MilliValue % 1000 != 0)
                {
                    warnings.Add($"{path}.resources.{list}[{name}]: fractional byte value \"{value}\" is invalid, must be an integer");
                }
            }
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var variable in container.Each("env"))
        {
            var name = variable.TextOf("name");
            if (!names.Add(name))
            {
                warnings.Add($"{path}.env[{index}]: hides previous definition of \"{name}\", which may be dropped when using apply");
            }

            index++;
        }
    }

    private static void OfPorts(JsonObject spec, string path, List<string> warnings)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var container = 0;
        foreach (var owner in spec.Each("containers"))
        {
            var port = 0;
            foreach (var entry in owner.Each("ports"))
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"{path}.containers[{container}].ports[{port++}]");
                var key = $"{FieldErrors.Number(entry, "containerPort")}/{entry.TextOf("protocol")}";
                if (known.TryGetValue(key, out var first))
                {
                    warnings.Add($"{at}: duplicate port definition with {first}");
                }

                known.TryAdd(key, at);
            }

            container++;
        }
    }

    private static void OfSpread(JsonObject spec, string path, bool isNewPod, List<string> warnings)
    {
        if (!isNewPod)
        {
            return;
        }

        var index = 0;
        foreach (var constraint in spec.Each("topologySpreadConstraints"))
        {
            if (constraint["labelSelector"] is null)
            {
                warnings.Add($"{path}.topologySpreadConstraints[{index}].labelSelector: a null labelSelector results in matching no pod");
            }

            index++;
        }

        foreach (var kind in (ReadOnlySpan<string>)["podAffinity", "podAntiAffinity"])
        {
            var affinity = spec.At("affinity", kind);
            index = 0;
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
}
