using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>core/v1 PodSpec, in pods and templates (ValidatePodSpec): the order of the checks is that of the messages.</summary>
internal static class PodValidation
{
    public static void ValidatePod(JsonObject pod, FieldErrors errors)
    {
        var spec = pod.At("spec") ?? [];
        ProfileAnnotations.ValidateSyntax(pod.At("metadata"), spec, "metadata.annotations", errors);
        ValidateSpec(spec, pod.At("metadata").TextOf("name"), isPod: true, "spec", errors);
        ValidateTokens(spec, errors);
        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            var index = 0;
            foreach (var container in spec.Each(list))
            {
                ContainerValidation.ValidateImageMargins(container, $"spec.{list}[{index++}]", errors);
            }
        }
    }

    /// <summary>What only a new pod must keep.</summary>
    public static void ValidateNewPod(JsonObject pod, FieldErrors errors)
    {
        var spec = pod.At("spec") ?? [];
        if (spec.Each("ephemeralContainers").Any())
        {
            errors.Forbidden("spec.ephemeralContainers", "cannot be set on create");
        }

        if (spec.TextOf("nodeName").Length > 0 && spec.Each("schedulingGates").Any())
        {
            errors.Forbidden("spec.nodeName", "cannot be set until all schedulingGates have been cleared");
        }

        ProfileAnnotations.ValidateAgreement(pod.At("metadata"), spec, "spec", errors);
    }

    public static void ValidateTemplate(JsonObject? template, string path, FieldErrors errors)
    {
        var metadata = template.At("metadata");
        var spec = template.At("spec") ?? [];
        MetadataValidation.ValidateLabels(metadata?["labels"] as JsonObject, $"{path}.labels", errors);
        MetadataValidation.ValidateAnnotations(metadata?["annotations"] as JsonObject, $"{path}.annotations", errors);
        ProfileAnnotations.ValidateSyntax(metadata, spec, $"{path}.annotations", errors);
        ValidateSpec(spec, podName: "", isPod: false, $"{path}.spec", errors);
        if (spec.Each("ephemeralContainers").Any())
        {
            errors.Forbidden($"{path}.spec.ephemeralContainers", "ephemeral containers not allowed in pod template");
        }
    }

    /// <summary>Checks a spec.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="podName">The name of the pod that it is of; empty in a template.</param>
    /// <param name="isPod">Whether it is a pod's own.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="errors">Collects what is wrong.</param>
    public static void ValidateSpec(JsonObject spec, string podName, bool isPod, string path, FieldErrors errors)
    {
        var scope = new PodScope(spec, VolumeValidation.Validate(spec, podName, path, errors), errors);
        ResourceClaimValidation.Validate(spec, path, errors);
        ContainerValidation.ValidateContainers(scope, path);
        ContainerValidation.ValidateInitContainers(scope, path);
        EphemeralContainerValidation.Validate(scope, path);
        ResourceValidation.ValidatePod(scope, $"{path}.resources");
        HostValidation.ValidatePorts(spec, isPod, path, errors);
        errors.OneOf(spec, "restartPolicy", path, "Always", "OnFailure", "Never");
        errors.OneOf(spec, "dnsPolicy", path, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        MetadataValidation.ValidateLabels(spec["nodeSelector"] as JsonObject, $"{path}.nodeSelector", errors);
        SecurityContextValidation.ValidatePod(scope, path);
        AffinityValidation.Validate(spec.At("affinity"), $"{path}.affinity", errors);
        DnsValidation.Validate(spec, path, errors);
        ValidateGates(spec, path, errors);
        TopologySpreadValidation.Validate(spec, $"{path}.topologySpreadConstraints", errors);
        WindowsValidation.ValidateHostProcess(scope, path);
        HostValidation.ValidateUsers(spec, path, errors);
        ValidateNames(spec, path, errors);
        TolerationValidation.Validate(spec, $"{path}.tolerations", errors);
        DnsValidation.ValidateAliases(spec, $"{path}.hostAliases", errors);
        foreach (var name in (ReadOnlySpan<string>)["priorityClassName", "runtimeClassName"])
        {
            if (spec.TextOf(name) is { Length: > 0 } reference)
            {
                errors.Invalid($"{path}.{name}", reference, Names.Subdomain(reference));
            }
        }

        ClassValidation.ValidatePreemption(spec, $"{path}.preemptionPolicy", errors);
        if (spec["overhead"] is JsonObject overhead)
        {
            ResourceValidation.ValidateOverhead(overhead, $"{path}.overhead", errors);
        }

        OperatingSystemValidation.Validate(scope, path);
    }

    private static void ValidateNames(JsonObject spec, string path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["serviceAccountName", "nodeName"])
        {
            if (spec.TextOf(name) is { Length: > 0 } reference)
            {
                errors.Invalid($"{path}.{name}", reference, Names.Subdomain(reference));
            }
        }

        if (FieldErrors.Number(spec, "activeDeadlineSeconds") is { } deadline and (< 1 or > int.MaxValue))
        {
            errors.Invalid($"{path}.activeDeadlineSeconds", deadline, "must be between 1 and 2147483647, inclusive");
        }

        foreach (var name in (ReadOnlySpan<string>)["hostname", "subdomain"])
        {
            if (spec.TextOf(name) is { Length: > 0 } text)
            {
                errors.Invalid($"{path}.{name}", text, Names.Label(text));
            }
        }
    }

    private static void ValidateGates(JsonObject spec, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var gate in spec.Each("readinessGates"))
        {
            var type = gate.TextOf("conditionType");
            errors.Invalid($"{path}.readinessGates[{index++}].conditionType", type, LabelSyntax.KeyErrors(type));
        }

        index = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var gate in spec.Each("schedulingGates"))
        {
            var (name, at) = (gate.TextOf("name"), $"{path}.schedulingGates[{index++}]");
            errors.Invalid(at, name, LabelSyntax.KeyErrors(name));
            if (!seen.Add(name))
            {
                errors.Duplicate(at, name);
            }
        }
    }

    /// <summary>A token needs an account that it is of.</summary>
    private static void ValidateTokens(JsonObject spec, FieldErrors errors)
    {
        if (spec.TextOf("serviceAccountName").Length > 0)
        {
            return;
        }

        var volume = 0;
        foreach (var projected in spec.Each("volumes").Select(entry => entry.At("projected")))
        {
            var source = 0;
            foreach (var entry in projected.Each("sources"))
            {
                if (entry["serviceAccountToken"] is JsonObject)
                {
                    errors.Forbidden($"spec.volumes[{volume}].projected.sources[{source}].serviceAccountToken", "must not be specified when serviceAccountName is not set");
                }

                source++;
            }

            volume++;
        }
    }
}
