namespace Sampan.Controllers.Runtime;

/// <summary>What part of a resource type an informer caches.</summary>
public sealed record InformerSelection
{
    /// <summary>All objects of the type.</summary>
    public static readonly InformerSelection Everything = new();

    /// <summary>One namespace, or null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Label selector in text form, or null.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector in text form, or null.</summary>
    public string? FieldSelector { get; init; }
}
