namespace Sampan.Charts.Rendering;

/// <summary>How a chart is rendered.</summary>
public sealed record RenderOptions
{
    /// <summary>As Helm renders without a cluster.</summary>
    public static RenderOptions Default { get; } = new();

    /// <summary>Whether values that break values.schema.json are let through.</summary>
    public bool SkipSchemaValidation { get; init; }

    /// <summary>Whether the notes of subcharts follow those of the chart.</summary>
    public bool RenderSubchartNotes { get; init; }

    /// <summary>Whether a key that a map does not have is an error.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether <c>required</c> and <c>fail</c> let rendering go on, as <c>helm lint</c> wants.</summary>
    public bool Lint { get; init; }

    /// <summary>
    /// Answers <c>lookup</c> (API version, kind, namespace, name; the last two may be empty) with the object or list;
    /// null without a cluster: every lookup is then an empty map.
    /// </summary>
    public Func<string, string, string, string, Dictionary<string, object?>>? Lookup { get; init; }

    /// <summary>Answers <c>getHostByName</c>; null: an empty text, as Helm without <c>--enable-dns</c>.</summary>
    public Func<string, string>? ResolveHost { get; init; }

    /// <summary>Gets the JSON schemas that a values.schema.json refers to at other addresses; null: that is an error.</summary>
    public Func<Uri, ReadOnlyMemory<byte>>? FetchSchema { get; init; }

    /// <summary>The clock of <c>now</c> and of generated certificates.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Makes the random functions repeat themselves; null: the system's randomness.</summary>
    public string? Seed { get; init; }

    /// <summary>Ends rendering when cancelled.</summary>
    public CancellationToken CancellationToken { get; init; }
}
