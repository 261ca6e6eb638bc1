namespace Sampan.Kubernetes.Clusters;

/// <summary>How an object is deleted.</summary>
public sealed record DeleteOptions
{
    /// <summary>The type's own defaults.</summary>
    public static readonly DeleteOptions Default = new();

    /// <summary>What becomes of the object's dependents; null: the type's default.</summary>
    public PropagationPolicy? Propagation { get; init; }

    /// <summary>Seconds that a pod gets to end; null: the pod's own.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>Deletes only the object with this UID, else 409; null: any.</summary>
    public string? Uid { get; init; }

    /// <summary>Deletes only this version of the object, else 409; null: any.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Whether everything is checked and nothing deleted.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What becomes of a deleted object's dependents.</summary>
public enum PropagationPolicy
{
    /// <summary>They are deleted after it.</summary>
    Background,

    /// <summary>They are deleted before it.</summary>
    Foreground,

    /// <summary>They stay, without this owner.</summary>
    Orphan,
}
