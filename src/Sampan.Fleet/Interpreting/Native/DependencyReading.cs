using System.Text.Json.Nodes;
using Sampan.Fleet.Naming;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Interpreting.Native;

/// <summary>Which other objects the built-in kinds need.</summary>
internal static class DependencyReading
{
    public static bool Supports(GroupVersionKind kind) =>
        PodTemplates.SpecPath(kind) is not null || kind is { Group: "networking.k8s.io", Version: "v1", Kind: "Ingress" } || IsServiceImport(kind);

    public static IReadOnlyList<Dependency> Read(KubernetesObject template)
    {
        var kind = template.GroupVersionKind;
        var dependencies = kind.Kind switch
        {
            "Ingress" => IngressSecrets(template),
            "ServiceImport" => DerivedService(template),
            _ => PodReferences.Of(template.Root.Member(PodTemplates.SpecPath(kind)!) ?? default, template.Metadata.Namespace),
        };
        if (kind.Kind == "StatefulSet")
        {
            RemoveOwnClaims(template, dependencies);
        }

        return dependencies.Exists(dependency => dependency.Name.Length == 0 && dependency.LabelSelector is null)
            ? throw new InterpretationException("dependency can not leave name and labelSelector all empty")
            : dependencies;
    }

    private static bool IsServiceImport(GroupVersionKind kind) => kind is { Group: "multicluster.x-k8s.io", Version: "v1alpha1", Kind: "ServiceImport" };

    // Claims of volumeClaimTemplates are made in the member by the StatefulSet itself.
    private static void RemoveOwnClaims(KubernetesObject template, List<Dependency> dependencies)
    {
        var own = (template.Root.Member("spec") ?? default).Items("volumeClaimTemplates")
            .Select(claim => claim.Member("metadata")?.StringOrEmpty("name") ?? "")
            .ToHashSet(StringComparer.Ordinal);
        dependencies.RemoveAll(dependency => dependency.Kind == "PersistentVolumeClaim" && own.Contains(dependency.Name));
    }

    private static List<Dependency> IngressSecrets(KubernetesObject template) =>
        [.. (template.Root.Member("spec") ?? default).Items("tls")
            .Select(tls => new Dependency("v1", "Secret", template.Metadata.Namespace, tls.StringOrEmpty("secretName")))];

    private static List<Dependency> DerivedService(KubernetesObject template)
    {
        var service = FleetNames.DerivedService(template.Metadata.Name);
        var slices = new JsonObject { ["matchLabels"] = new JsonObject { ["kubernetes.io/service-name"] = service } };
        return
        [
            new Dependency("v1", "Service", template.Metadata.Namespace, service),
            new Dependency("discovery.k8s.io/v1", "EndpointSlice", template.Metadata.Namespace, "", slices),
        ];
    }
}
