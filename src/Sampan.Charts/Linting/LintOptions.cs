using Sampan.Charts.Rendering;

namespace Sampan.Charts.Linting;

/// <summary>How a chart is linted.</summary>
public sealed record LintOptions
{
    /// <summary>The namespace that templates are told.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The version of Kubernetes that templates are told and that API versions are checked against.</summary>
    public KubeVersion KubeVersion { get; init; } = Capabilities.Default.KubeVersion;

    /// <summary>Whether values that break a schema are let through when rendering.</summary>
    public bool SkipSchemaValidation { get; init; }
}
