namespace Sampan.Charts.Testing.Rendering;

using Map = Dictionary<string, object?>;

/// <summary>What a chart rendered to for one test.</summary>
/// <param name="Succeeded">Whether it rendered.</param>
/// <param name="Error">Why it did not, where no template is to blame or no assertion expects a failure; null when it did, or <paramref name="Manifests"/> tells.</param>
/// <param name="Files">The rendered files, by their names.</param>
/// <param name="Manifests">The documents of the files, by their names; of a template that failed, its message.</param>
/// <param name="Definitions">The names of the CRDs among them.</param>
/// <param name="IsMerged">Whether a post-renderer left one text of all files.</param>
internal sealed record RenderedTest(
    bool Succeeded,
    string? Error,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, IReadOnlyList<Map>> Manifests,
    IReadOnlyList<string> Definitions,
    bool IsMerged = false);
