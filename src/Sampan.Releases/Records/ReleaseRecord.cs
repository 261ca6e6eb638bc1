using System.Text.Json.Nodes;

namespace Sampan.Releases.Records;

/// <summary>One revision of a release, as Helm keeps it in the cluster (release.v1).</summary>
public sealed record ReleaseRecord
{
    /// <summary>Release name.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace that the record lives in.</summary>
    public required string Namespace { get; init; }

    /// <summary>Revision, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>One of <see cref="ReleaseStatus"/> (or another of Helm's).</summary>
    public required string Status { get; init; }

    /// <summary>What happened, one line.</summary>
    public required string Description { get; init; }

    /// <summary>When the release was first applied.</summary>
    public required DateTimeOffset FirstDeployed { get; init; }

    /// <summary>When this revision was applied.</summary>
    public required DateTimeOffset LastDeployed { get; init; }

    /// <summary>The rendered notes.</summary>
    public string Notes { get; init; } = "";

    /// <summary>The chart in Helm's JSON form: metadata, templates, values, files.</summary>
    public required JsonObject Chart { get; init; }

    /// <summary>The user's values.</summary>
    public required JsonObject Config { get; init; }

    /// <summary>The rendered objects in install order, as one YAML text with <c># Source:</c> lines.</summary>
    public required string Manifest { get; init; }

    /// <summary>The hooks in Helm's JSON form.</summary>
    public JsonArray Hooks { get; init; } = [];
}
