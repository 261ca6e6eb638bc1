namespace Sampan.Kubernetes.Schemas;

/// <summary>How a strategic merge patch treats a value (<c>x-kubernetes-patch-strategy</c>).</summary>
[Flags]
public enum PatchStrategy
{
    /// <summary>Objects are merged, lists replaced.</summary>
    None = 0,

    /// <summary>The list's elements are merged by key, or by value if they are scalars.</summary>
    Merge = 1,

    /// <summary>An object is replaced.</summary>
    Replace = 2,

    /// <summary>Of an object, only the fields that <c>$retainKeys</c> names stay.</summary>
    RetainKeys = 4,
}
