namespace Sampan.Charts.Manifests;

/// <summary>Manifests and hooks, each in the order of kinds.</summary>
internal sealed record SortedManifests(IReadOnlyList<RenderedManifest> Manifests, IReadOnlyList<RenderedHook> Hooks);
