using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Interpreting.Native;

/// <summary>What the member itself decides about objects of the built-in kinds, kept when the hub writes them.</summary>
internal static class Retention
{
    public static bool Supports(GroupVersionKind kind) => (kind.Group, kind.Version, kind.Kind) is
        ("apps", "v1", "Deployment")
        or ("", "v1", "Pod" or "Service" or "ServiceAccount" or "PersistentVolumeClaim" or "PersistentVolume" or "Secret")
        or ("batch", "v1", "Job");

    public static JsonObject Apply(JsonObject desired, KubernetesObject observed)
    {
        var root = observed.Root;
        switch (desired.StringAt("kind"))
        {
            case "Deployment":
                RetainReplicas(desired, observed);
                break;
            case "Pod":
                RetainPod(desired, root);
                break;
            case "Service":
                RetainServiceAddress(desired, root);
                break;
            case "ServiceAccount":
                MergeSecrets(desired, root, "secrets");
                MergeSecrets(desired, root, "imagePullSecrets");
                break;
            case "PersistentVolumeClaim" when root.Member("spec")?.StringOrEmpty("volumeName") is { Length: > 0 } volume:
                desired.SetAt(volume, "spec", "volumeName");
                break;
            case "PersistentVolume":
                RetainMember(desired, root, "spec", "claimRef");
                break;
            case "Job":
                RetainMember(desired, root, "spec", "selector", "matchLabels");
                RetainMember(desired, root, "spec", "template", "metadata", "labels");
                break;
            case "Secret" when desired.StringAt("type") == "kubernetes.io/service-account-token":
                RetainMember(desired, root, "data");
                break;
        }

        return desired;
    }

    private static void RetainMember(JsonObject desired, JsonElement root, params ReadOnlySpan<string> path)
    {
        if (root.Member(path) is { } member)
        {
            desired.SetAt(member.ToNode(), path);
        }
    }

    private static void RetainReplicas(JsonObject desired, KubernetesObject observed)
    {
        if (desired.ObjectAt("metadata", "labels")?.StringAt(FleetLabels.RetainReplicas) == "true")
        {
            desired.SetAt(
                observed.Root.Member("spec")?.Integer("replicas") ?? throw new InterpretationException($"failed to get spec.replicas from {observed}"),
                "spec",
                "replicas");
        }
    }

    private static void RetainPod(JsonObject desired, JsonElement root)
    {
        var spec = desired.Child("spec");
        var observedSpec = root.Member("spec") ?? default;
        foreach (var field in (ReadOnlySpan<string>)["nodeName", "serviceAccountName", "volumes"])
        {
            Replace(spec, observedSpec, field);
        }

        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            foreach (var observed in observedSpec.Items(list))
            {
                var name = observed.StringOrEmpty("name");
                if (spec.ArrayAt(list)?.FirstOrDefault(container => container.StringAt("name") == name) is JsonObject container)
                {
                    Replace(container, observed, "volumeMounts");
                }
            }
        }
    }

    private static void Replace(JsonObject target, JsonElement source, string field)
    {
        target.Remove(field);
        target.CopyFrom(source, field);
    }

    private static void RetainServiceAddress(JsonObject desired, JsonElement root)
    {
        var spec = root.Member("spec") ?? default;
        if (spec.Integer("healthCheckNodePort") is > 0 and { } port)
        {
            desired.SetAt(port, "spec", "healthCheckNodePort");
        }

        if (spec.StringOrEmpty("clusterIP") is { Length: > 0 } address)
        {
            desired.SetAt(address, "spec", "clusterIP");
        }
    }

    // The member's token controller adds secrets of its own; taking them away would make it generate new ones for ever.
    private static void MergeSecrets(JsonObject desired, JsonElement root, string field)
    {
        var merged = new JsonArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var secret in desired.ArrayAt(field) ?? [])
        {
            seen.Add(secret.StringAt("name") ?? "");
            merged.Add(secret?.DeepClone());
        }

        foreach (var secret in root.Items(field))
        {
            if (seen.Add(secret.StringOrEmpty("name")))
            {
                merged.Add(secret.ToNode());
            }
        }

        desired[field] = merged;
    }
}
