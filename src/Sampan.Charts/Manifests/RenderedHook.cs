namespace Sampan.Charts.Manifests;

/// <summary>One rendered document that runs at moments in a release's life rather than being part of it.</summary>
public sealed record RenderedHook
{
    /// <summary>Its metadata.name.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The template that it came from.</summary>
    public required string Source { get; init; }

    /// <summary>The document's text.</summary>
    public required string Content { get; init; }

    /// <summary>When it runs: pre-install, post-install, pre-delete, post-delete, pre-upgrade, post-upgrade, pre-rollback, post-rollback, test.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Hooks of one event run in the order of their weights, lowest first.</summary>
    public required int Weight { get; init; }

    /// <summary>When its object is deleted: hook-succeeded, hook-failed, before-hook-creation (also when empty).</summary>
    public required IReadOnlyList<string> DeletePolicies { get; init; }

    /// <summary>When its logs are printed: hook-succeeded, hook-failed.</summary>
    public required IReadOnlyList<string> OutputLogPolicies { get; init; }
}
