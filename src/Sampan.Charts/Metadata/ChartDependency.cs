namespace Sampan.Charts.Metadata;

/// <summary>A chart that another chart needs, as declared in Chart.yaml or pinned in Chart.lock.</summary>
public sealed record ChartDependency
{
    /// <summary>The needed chart's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>A version, or a range of versions.</summary>
    public string Version { get; init; } = "";

    /// <summary>The address of the repository that has it.</summary>
    public string Repository { get; init; } = "";

    /// <summary>Paths of values, separated by commas: the first that is a boolean enables or disables the chart.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Tags: one that is true in the values enables the chart, only false ones disable it.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether tags and conditions enabled it; what the file says has no effect.</summary>
    public bool Enabled { get; init; }

    /// <summary>What to take over from the chart's values: texts, or maps with <c>child</c> and <c>parent</c>.</summary>
    public IReadOnlyList<object?> ImportValues { get; init; } = [];

    /// <summary>The name under which the chart is used instead of its own.</summary>
    public string Alias { get; init; } = "";
}
