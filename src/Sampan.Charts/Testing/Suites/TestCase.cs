using Sampan.Charts.Testing.Assertions;
using Sampan.Charts.Testing.Rendering;

namespace Sampan.Charts.Testing.Suites;

/// <summary>One test: how the chart is rendered, and what is asserted of the manifests.</summary>
internal sealed record TestCase
{
    /// <summary>What it says (<c>it:</c>).</summary>
    public required string Name { get; init; }

    /// <summary>Why it is not run; empty when it is.</summary>
    public string SkipReason { get; init; } = "";

    /// <summary>The paths of values files, relative to the suite's folder; later ones win.</summary>
    public IReadOnlyList<string> ValuesFiles { get; init; } = [];

    /// <summary>Values by their <c>--set</c> paths, applied over the files in this order.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Set { get; init; } = [];

    /// <summary>The templates that are rendered (<c>templates</c> of the suite); none: all of them.</summary>
    public IReadOnlyList<string> SuiteTemplates { get; init; } = [];

    /// <summary>The templates that are not rendered.</summary>
    public IReadOnlyList<string> ExcludedTemplates { get; init; } = [];

    /// <summary>The templates whose manifests are asserted (<c>template</c> or <c>templates</c> of the test); none: those of the suite.</summary>
    public IReadOnlyList<string> Templates { get; init; } = [];

    /// <summary>The document that is asserted, in place of what assertions say; null: what they say.</summary>
    public int? DocumentIndex { get; init; }

    /// <summary>The documents that are asserted where an assertion does not select its own.</summary>
    public DocumentSelector? Selector { get; init; }

    /// <summary>Whether the CRDs are among the manifests.</summary>
    public bool IncludeCrds { get; init; }

    /// <summary><c>.Release</c>.</summary>
    public required ReleaseSettings Release { get; init; }

    /// <summary>The versions that <c>.Chart</c> is given.</summary>
    public required ChartSettings Chart { get; init; }

    /// <summary><c>.Capabilities</c>.</summary>
    public required CapabilitySettings Capabilities { get; init; }

    /// <summary>What <c>lookup</c> finds.</summary>
    public required KubernetesObjects Objects { get; init; }

    /// <summary>The program that manifests go through; null: none.</summary>
    public PostRendererSettings? PostRenderer { get; init; }

    /// <summary>The assertions, in order.</summary>
    public required IReadOnlyList<Assertion> Assertions { get; init; }
}

/// <summary><c>release:</c>; empty texts are the defaults.</summary>
internal sealed record ReleaseSettings(string Name, string Namespace, int Revision, bool IsUpgrade);

/// <summary><c>chart:</c>; empty texts are what Chart.yaml says.</summary>
internal sealed record ChartSettings(string Version, string AppVersion);

/// <summary><c>capabilities:</c>; empty numbers are those of the default version. API versions are none unless they are named.</summary>
internal sealed record CapabilitySettings(string MajorVersion, string MinorVersion, IReadOnlyList<string> ApiVersions);

/// <summary><c>postRenderer:</c>.</summary>
internal sealed record PostRendererSettings(string Program, IReadOnlyList<string> Arguments);
