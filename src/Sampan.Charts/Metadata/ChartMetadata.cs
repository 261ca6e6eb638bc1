namespace Sampan.Charts.Metadata;

/// <summary>Chart.yaml. Texts that are absent are empty.</summary>
public sealed record ChartMetadata
{
    /// <summary>The chart's name: one path segment.</summary>
    public string Name { get; init; } = "";

    /// <summary>The project's home page.</summary>
    public string Home { get; init; } = "";

    /// <summary>Where the chart's and the application's sources are.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The chart's version: a semantic version.</summary>
    public string Version { get; init; } = "";

    /// <summary>One sentence about the chart.</summary>
    public string Description { get; init; } = "";

    /// <summary>Words to find the chart by.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Who maintains the chart; an entry that is null in the file is null here.</summary>
    public IReadOnlyList<Maintainer?> Maintainers { get; init; } = [];

    /// <summary>The address of an icon.</summary>
    public string Icon { get; init; } = "";

    /// <summary>The chart format: v1 or v2.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The condition that enables the chart.</summary>
    public string Condition { get; init; } = "";

    /// <summary>The tags that enable the chart.</summary>
    public string Tags { get; init; } = "";

    /// <summary>The version of the application inside.</summary>
    public string AppVersion { get; init; } = "";

    /// <summary>Whether the chart is no longer maintained.</summary>
    public bool Deprecated { get; init; }

    /// <summary>Annotations, which Helm does not interpret.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The Kubernetes versions that the chart works with: a constraint.</summary>
    public string KubeVersion { get; init; } = "";

    /// <summary>The charts that this one needs; null when there is no such list, which processing tells from an empty one.</summary>
    public IReadOnlyList<ChartDependency?>? Dependencies { get; init; }

    /// <summary>application (also when empty) or library.</summary>
    public string Type { get; init; } = "";
}
