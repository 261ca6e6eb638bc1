using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Interpreting.Native;

/// <summary>The config maps, secrets, service account and claims that a pod spec names.</summary>
internal static class PodReferences
{
    // In a volume with several sources, which the API forbids, the first of these counts.
    private static readonly (string Source, string[] NamePath)[] SecretVolumes =
    [
        ("azureFile", ["secretName"]),
        ("cephfs", ["secretRef", "name"]),
        ("cinder", ["secretRef", "name"]),
        ("flexVolume", ["secretRef", "name"]),
        ("projected", []),
        ("rbd", ["secretRef", "name"]),
        ("secret", ["secretName"]),
        ("scaleIO", ["secretRef", "name"]),
        ("iscsi", ["secretRef", "name"]),
        ("storageos", ["secretRef", "name"]),
        ("csi", ["nodePublishSecretRef", "name"]),
    ];

    /// <summary>The references, each once, in no order.</summary>
    public static List<Dependency> Of(JsonElement podSpec, string @namespace)
    {
        List<Dependency> references = [];
        Add("ConfigMap", ConfigMaps(podSpec));
        Add("Secret", Secrets(podSpec));
        Add("ServiceAccount", podSpec.String("serviceAccountName") is { } account and not "default" ? [account] : []);
        Add("PersistentVolumeClaim", podSpec.Items("volumes").Select(volume => Text(volume, "persistentVolumeClaim", "claimName")));
        return references;

        void Add(string kind, IEnumerable<string> names) => references.AddRange(
            names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Select(name => new Dependency("v1", kind, @namespace, name)));
    }

    private static IEnumerable<string> ConfigMaps(JsonElement podSpec) =>
        Containers(podSpec).SelectMany(container => FromEnvironment(container, "configMapRef", "configMapKeyRef"))
            .Concat(podSpec.Items("volumes").SelectMany(volume => volume.Member("projected") is { } projected
                ? projected.Items("sources").Select(source => Text(source, "configMap", "name"))
                : [Text(volume, "configMap", "name")]));

    private static IEnumerable<string> Secrets(JsonElement podSpec) =>
        podSpec.Items("imagePullSecrets").Select(reference => reference.StringOrEmpty("name"))
            .Concat(Containers(podSpec).SelectMany(container => FromEnvironment(container, "secretRef", "secretKeyRef")))
            .Concat(podSpec.Items("volumes").SelectMany(VolumeSecrets));

    private static IEnumerable<string> VolumeSecrets(JsonElement volume)
    {
        foreach (var (name, namePath) in SecretVolumes)
        {
            if (volume.Member(name) is { } source)
            {
                return namePath.Length == 0
                    ? source.Items("sources").Select(projected => Text(projected, "secret", "name"))
                    : [Text(source, namePath)];
            }
        }

        return [];
    }

    private static IEnumerable<JsonElement> Containers(JsonElement podSpec) =>
        podSpec.Items("initContainers").Concat(podSpec.Items("containers")).Concat(podSpec.Items("ephemeralContainers"));

    private static IEnumerable<string> FromEnvironment(JsonElement container, string allKeys, string oneKey) =>
        container.Items("envFrom").Select(source => Text(source, allKeys, "name"))
            .Concat(container.Items("env").Select(variable => Text(variable, "valueFrom", oneKey, "name")));

    private static string Text(JsonElement element, params ReadOnlySpan<string> path) =>
        element.Member(path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
