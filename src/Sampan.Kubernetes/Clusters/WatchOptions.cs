namespace Sampan.Kubernetes.Clusters;

/// <summary>What a watch selects and where it starts.</summary>
public sealed record WatchOptions
{
    /// <summary>Changes after this version; null or <c>0</c>: first an Added for every object there is.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Label selector; objects that leave it are reported as Deleted, objects that enter it as Added.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Whether the server sends bookmarks, which carry just a resource version.</summary>
    public bool AllowBookmarks { get; init; } = true;
}
