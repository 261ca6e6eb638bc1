namespace Sampan.Kubernetes.Clusters;

/// <summary>How a write is done.</summary>
public sealed record WriteOptions
{
    /// <summary>The plain write, by a manager of the given name.</summary>
    public static WriteOptions By(string fieldManager) => new() { FieldManager = fieldManager };

    /// <summary>Who the changed fields belong to afterwards; null: the client's name.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Whether everything is checked and nothing stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>Apply only: take fields over from other managers instead of reporting a conflict.</summary>
    public bool Force { get; init; }

    /// <summary>The subresource written (<c>status</c>, <c>scale</c>, <c>binding</c>, <c>eviction</c> …), or null for the object itself.</summary>
    public string? Subresource { get; init; }
}
