using System.Text.Json.Nodes;
using Sampan.Charts.Manifests;
using Sampan.Kubernetes.Yaml;
using Sampan.Releases.Declarations;

namespace Sampan.Releases.Rendering;

/// <summary>A release as it is to be: what its chart renders to, before any cluster is touched.</summary>
public sealed record RenderedRelease
{
    /// <summary>The declared release.</summary>
    public required ReleaseDeclaration Declaration { get; init; }

    /// <summary>The chart's custom resource definitions (<c>crds/</c>), to be created first and never changed.</summary>
    public required IReadOnlyList<Manifest> Definitions { get; init; }

    /// <summary>The objects in install order; for a placed release with the policies that place them last.</summary>
    public required IReadOnlyList<Manifest> Objects { get; init; }

    /// <summary>The chart's hooks.</summary>
    public required IReadOnlyList<RenderedHook> Hooks { get; init; }

    /// <summary>The objects as one YAML text with <c># Source:</c> lines: what the release record keeps.</summary>
    public required string ManifestText { get; init; }

    /// <summary>The chart's notes.</summary>
    public required string Notes { get; init; }

    /// <summary>The chart in the release record's JSON form.</summary>
    public required JsonObject Chart { get; init; }

    /// <summary>The user's values.</summary>
    public required JsonObject Config { get; init; }

    /// <summary>What rendering warned of.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
