namespace Sampan.Kubernetes.Clusters;

/// <summary>What a list selects. Selectors are in the text form of Kubernetes' query parameters.</summary>
public sealed record ListOptions
{
    /// <summary>Everything, newest state, one page.</summary>
    public static readonly ListOptions Everything = new();

    /// <summary>Label selector, such as <c>app=web,tier!=db</c>; null for all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector, such as <c>spec.nodeName=node-1</c>; null for all.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Page size; 0 for no paging.</summary>
    public int Limit { get; init; }

    /// <summary>The token of the page before, or null for the first.</summary>
    public string? Continue { get; init; }

    /// <summary>The resource version that the list must not be older than; null for the newest.</summary>
    public string? ResourceVersion { get; init; }
}
