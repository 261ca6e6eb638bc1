using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Runtime;

/// <summary>The usual keys of <see cref="Informer.Index"/>.</summary>
public static class IndexKeys
{
    /// <summary>By namespace.</summary>
    public static readonly Func<KubernetesObject, IEnumerable<string>> Namespace = static @object => [@object.Metadata.Namespace];

    /// <summary>By UID of the managing owner.</summary>
    public static readonly Func<KubernetesObject, IEnumerable<string>> Controller = static @object =>
        @object.Metadata.Controller is { } controller ? [controller.Uid] : [];

    /// <summary>By UID of every owner.</summary>
    public static readonly Func<KubernetesObject, IEnumerable<string>> Owner = static @object =>
        @object.Metadata.OwnerReferences.Select(owner => owner.Uid).Distinct();

    /// <summary>By every label, as <c>key=value</c>.</summary>
    public static readonly Func<KubernetesObject, IEnumerable<string>> Label = static @object =>
        @object.Metadata.Labels.Select(label => $"{label.Key}={label.Value}");
}
