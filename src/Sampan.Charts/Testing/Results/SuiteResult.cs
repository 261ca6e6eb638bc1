namespace Sampan.Charts.Testing.Results;

/// <summary>What became of a suite.</summary>
internal sealed record SuiteResult
{
    /// <summary>Its name; empty for a file that is no suite.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its file.</summary>
    public required string File { get; init; }

    public bool Passed { get; init; }

    /// <summary>Whether all its tests were left out.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>Why it could not be run; null when it was.</summary>
    public string? Error { get; init; }

    /// <summary>Its tests, as far as they were run.</summary>
    public IReadOnlyList<TestResult> Tests { get; init; } = [];

    /// <summary>Its snapshots.</summary>
    public SnapshotCounts Snapshots { get; init; }

    /// <summary>How long its tests took.</summary>
    public TimeSpan Duration => Tests.Aggregate(TimeSpan.Zero, (sum, test) => sum + test.Duration);
}

/// <summary>How many snapshots were compared, and how many of them differed.</summary>
internal readonly record struct SnapshotCounts(int Total, int Failed);
