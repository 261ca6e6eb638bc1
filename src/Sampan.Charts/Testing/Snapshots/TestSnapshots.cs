namespace Sampan.Charts.Testing.Snapshots;

/// <summary>The snapshots of one test: they are numbered in the order in which the test asks for them.</summary>
internal sealed class TestSnapshots(SuiteSnapshots suite, string test)
{
    private int _index;

    /// <summary>Compares with what was recorded, or with <paramref name="mismatch"/> by what it finds amiss.</summary>
    public SnapshotComparison Compare(string text, Func<string, string?>? mismatch) => suite.Compare(test, ++_index, text, mismatch);
}
