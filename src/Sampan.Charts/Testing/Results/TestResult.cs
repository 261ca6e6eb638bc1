namespace Sampan.Charts.Testing.Results;

/// <summary>What became of one test.</summary>
internal sealed record TestResult
{
    public required string Name { get; init; }

    /// <summary>Whether all its assertions came true.</summary>
    public bool Passed { get; init; }

    /// <summary>Whether it was left out, or had nothing to assert.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>Why it could not be run; null when it was.</summary>
    public string? Error { get; init; }

    /// <summary>The assertions that were made.</summary>
    public IReadOnlyList<AssertionResult> Assertions { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The result as reports tell it.</summary>
    public string Describe() =>
        $"{(IsSkipped ? $"SKIPPED '{Name}' \n" : "")}{(Error is null ? "" : $"{Error}\n")}{string.Concat(Assertions.Select(assertion => assertion.Describe()))}";

    /// <summary>As <see cref="Describe"/>, in one line.</summary>
    public string DescribeInLine() => Describe().Replace('\n', ',').Replace("\t", "", StringComparison.Ordinal);
}
