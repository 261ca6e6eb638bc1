namespace Sampan.Kubernetes.Clusters;

/// <summary>A patch and how to read it.</summary>
/// <param name="Type">The patch format.</param>
/// <param name="Body">The patch document, JSON, UTF-8 encoded.</param>
public sealed record Patch(PatchType Type, ReadOnlyMemory<byte> Body);

/// <summary>The patch formats of the Kubernetes API.</summary>
public enum PatchType
{
    /// <summary>RFC 6902, <c>application/json-patch+json</c>.</summary>
    Json,

    /// <summary>RFC 7386, <c>application/merge-patch+json</c>.</summary>
    Merge,

    /// <summary><c>application/strategic-merge-patch+json</c>; built-in kinds only.</summary>
    StrategicMerge,

    /// <summary>Server-side apply, <c>application/apply-patch+yaml</c>.</summary>
    Apply,
}
