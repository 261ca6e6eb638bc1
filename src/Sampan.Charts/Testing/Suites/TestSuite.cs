namespace Sampan.Charts.Testing.Suites;

/// <summary>A suite of tests: one document of a file, with what it says for all tests already in each of them.</summary>
internal sealed record TestSuite
{
    /// <summary>The suite's name; empty when it has none.</summary>
    public required string Name { get; init; }

    /// <summary>The file that it stands in, relative to the working folder.</summary>
    public required string File { get; init; }

    /// <summary>The chart that it is for: <c>parent</c>, or <c>parent/charts/child</c>.</summary>
    public required string ChartRoute { get; init; }

    /// <summary>What tells its snapshots from those of other suites in the same file; empty when there is no need.</summary>
    public string SnapshotId { get; init; } = "";

    /// <summary>The tests, in order.</summary>
    public required IReadOnlyList<TestCase> Tests { get; init; }
}
