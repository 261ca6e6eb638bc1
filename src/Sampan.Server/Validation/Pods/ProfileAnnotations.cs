using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>Annotations that mean something for a pod: the security profiles of before they were fields, and its cost of deletion.</summary>
internal static class ProfileAnnotations
{
    private const string Mirror = "kubernetes.io/config.mirror";
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";
    private const string Localhost = "localhost/";

    /// <summary>Whether a pod stands for one that its node runs by a file.</summary>
    public static bool IsMirror(JsonObject pod) => pod.At("metadata", "annotations")?.ContainsKey(Mirror) == true;

    public static void ValidateSyntax(JsonObject? metadata, JsonObject spec, string path, FieldErrors errors)
    {
        var annotations = metadata?["annotations"] as JsonObject ?? [];
        if (annotations[Mirror] is { } mirror && spec.TextOf("nodeName").Length == 0)
        {
            errors.Invalid($"{path}[{Mirror}]", mirror, "must set spec.nodeName if mirror pod annotation is set");
        }

        if (annotations[DeletionCost] is { } cost && !IsCost(cost.ToString()) && IsCost(errors.Before.At("metadata", "annotations")?[DeletionCost]?.ToString() ?? "0"))
        {
            errors.Invalid($"{path}[{DeletionCost}]", cost, "must be a 32bit integer");
        }

        foreach (var (key, value) in annotations.Where(annotation => annotation.Key == SeccompPod || annotation.Key.StartsWith(SeccompContainer, StringComparison.Ordinal)))
        {
            ValidateSeccomp(value?.ToString() ?? "", $"{path}.{key}", errors);
        }

        foreach (var (key, value) in annotations.Where(static annotation => annotation.Key.StartsWith(AppArmor, StringComparison.Ordinal)))
        {
            ValidateAppArmor(key, value?.ToString() ?? "", spec, $"{path}[{key}]", errors);
        }
    }

    /// <summary>Annotations of a changed pod: the syntax once more, and those that say what the pod is, which stay.</summary>
    public static void ValidateUpdate(JsonObject pod, JsonObject before, FieldErrors errors)
    {
        const string path = "metadata.annotations";
        var (annotations, old) = (pod.At("metadata", "annotations") ?? [], before.At("metadata", "annotations") ?? []);
        foreach (var (key, _) in old.Where(annotation => !JsonNode.DeepEquals(annotations[annotation.Key], annotation.Value)))
        {
            CheckFixed(key, "remove or update", path, errors);
        }

        foreach (var (key, _) in annotations.Where(annotation => !old.ContainsKey(annotation.Key)))
        {
            CheckFixed(key, "add", path, errors);
        }

        ValidateSyntax(pod.At("metadata"), pod.At("spec") ?? [], path, errors);
    }

    private static void CheckFixed(string key, string change, string path, FieldErrors errors)
    {
        if (key.StartsWith(AppArmor, StringComparison.Ordinal))
        {
            errors.Forbidden($"{path}[{key}]", $"may not {change} AppArmor annotations");
        }

        if (key == Mirror)
        {
            errors.Forbidden($"{path}[{key}]", $"may not {change} mirror pod annotation");
        }
    }

    /// <summary>A profile that is annotated and set must be the same.</summary>
    public static void ValidateAgreement(JsonObject? metadata, JsonObject spec, string path, FieldErrors errors)
    {
        var annotations = metadata?["annotations"] as JsonObject ?? [];
        if (annotations[SeccompPod] is { } ofPod && spec.At("securityContext", "seccompProfile") is { } profile)
        {
            CheckSeccomp(ofPod.ToString(), profile, $"{path}.securityContext.seccompProfile", errors);
        }

        var scope = new PodScope(spec, new Dictionary<string, JsonObject>(), errors);
        foreach (var (container, at) in scope.Containers(path))
        {
            if (annotations[SeccompContainer + container.TextOf("name")] is { } seccomp && container.At("securityContext", "seccompProfile") is { } own)
            {
                CheckSeccomp(seccomp.ToString(), own, $"{at}.securityContext.seccompProfile", errors);
            }
        }

        foreach (var (container, at) in scope.Containers(path).Where(_ => spec.At("os").TextOf("name") != "windows"))
        {
            if (annotations[AppArmor + container.TextOf("name")] is { } appArmor
                && (container.At("securityContext", "appArmorProfile") ?? spec.At("securityContext", "appArmorProfile")) is { } own)
            {
                Check("apparmor", appArmor.ToString(), own, own.TextOf("type") == "RuntimeDefault" ? ["runtime/default"] : ["unconfined"], $"{at}.securityContext.appArmorProfile", errors);
            }
        }
    }

    private static bool IsCost(string text) => text.Length > 0 && text[0] is '-' or (>= '1' and <= '9') or '0' && (text[0] != '0' || text == "0")
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static void ValidateSeccomp(string profile, string path, FieldErrors errors)
    {
        if (profile is "runtime/default" or "docker/default" or "unconfined")
        {
            return;
        }

        if (profile.StartsWith(Localhost, StringComparison.Ordinal))
        {
            LocalPath.ValidateDescending(profile[Localhost.Length..], path, errors);
        }
        else
        {
            errors.Invalid(path, profile, "must be a valid seccomp profile");
        }
    }

    private static void ValidateAppArmor(string key, string profile, JsonObject spec, string path, FieldErrors errors)
    {
        var name = key[AppArmor.Length..];
        if (!PodScope.ContainerLists.SelectMany(list => spec.Each(list)).Any(container => container.TextOf("name") == name))
        {
            errors.Invalid(path, name, "container not found");
        }

        if (profile is not ("" or "runtime/default" or "unconfined") && !profile.StartsWith(Localhost, StringComparison.Ordinal))
        {
            errors.Invalid(path, profile, $"invalid AppArmor profile name: \"{profile}\"");
        }
    }

    private static void CheckSeccomp(string annotation, JsonObject profile, string path, FieldErrors errors) =>
        Check("seccomp", annotation, profile, profile.TextOf("type") == "RuntimeDefault" ? ["runtime/default", "docker/default"] : ["unconfined"], path, errors);

    private static void Check(string what, string annotation, JsonObject profile, string[] same, string path, FieldErrors errors)
    {
        var isLocal = profile.TextOf("type") == "Localhost";
        if (isLocal ? !annotation.StartsWith(Localhost, StringComparison.Ordinal) : !same.Contains(annotation))
        {
            errors.Forbidden($"{path}.type", $"{what} type in annotation and field must match");
        }
        else if (isLocal && annotation[Localhost.Length..] != profile.TextOf("localhostProfile"))
        {
            errors.Forbidden($"{path}.localhostProfile", $"{what} profile in annotation and field must match");
        }
    }
}
