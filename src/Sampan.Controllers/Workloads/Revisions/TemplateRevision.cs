using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Revisions;

/// <summary>A ControllerRevision: one template that a StatefulSet or DaemonSet has had.</summary>
internal sealed class TemplateRevision(KubernetesObject @object)
{
    public const string HashLabel = "controller-revision-hash";

    public KubernetesObject Object => @object;

    public string Name => @object.Metadata.Name;

    public long Number => @object.Root.Integer("revision") ?? 0;

    /// <summary>The short name of the template.</summary>
    public string Hash => @object.Metadata.Labels.GetValueOrDefault("controller.kubernetes.io/hash") ?? Name[(Name.LastIndexOf('-') + 1)..];
}
