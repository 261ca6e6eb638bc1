using Sampan.Charts.Rendering;

namespace Sampan.Charts.Testing;

/// <summary>How the suites of charts are found and run.</summary>
public sealed record TestOptions
{
    /// <summary>Patterns of suite files within a chart's folder; <c>**</c> stands for any folders.</summary>
    public IReadOnlyList<string> Files { get; init; } = ["tests/*_test.yaml"];

    /// <summary>Values files over those of the suites, relative to the working folder.</summary>
    public IReadOnlyList<string> ValuesFiles { get; init; } = [];

    /// <summary>The folder within a chart where a chart is that renders suites; empty: there is none.</summary>
    public string SuiteChart { get; init; } = "";

    /// <summary>Whether the suites of enabled subcharts are run too.</summary>
    public bool WithSubcharts { get; init; } = true;

    /// <summary>Whether a field of a suite that is not known is an error.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether the first failure ends the run.</summary>
    public bool FailFast { get; init; }

    /// <summary>Whether snapshots that differ are recorded anew.</summary>
    public bool UpdatesSnapshots { get; init; }

    /// <summary>The folder that rendered files are written to; null: they are not.</summary>
    public string? RenderedFilesFolder { get; init; }

    /// <summary>How charts are rendered.</summary>
    public RenderOptions Rendering { get; init; } = RenderOptions.Default;

    /// <summary>Runs a post-renderer: program, arguments and manifests to its answer; throws <see cref="ChartException"/>.</summary>
    public Func<string, IReadOnlyList<string>, string, string> PostRender { get; init; } =
        static (program, _, _) => throw new ChartException($"post-renderer {program} cannot be run here");
}
