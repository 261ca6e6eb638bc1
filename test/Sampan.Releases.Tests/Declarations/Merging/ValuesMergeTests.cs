using Sampan.Releases.Declarations.Merging;

namespace Sampan.Releases.Tests.Declarations.Merging;

using Map = Dictionary<string, object?>;

public sealed class ValuesMergeTests
{
    [Fact]
    public void Merge_Maps_MergeDeeplyAndNullKeepsWhatIsThere()
    {
        var merged = ValuesMerge.Merge(
            new Map { ["a"] = new Map { ["x"] = 1L, ["y"] = 2L }, ["b"] = "keep" },
            new Map { ["a"] = new Map { ["y"] = 3L }, ["b"] = null, ["c"] = null });

        Assert.Equivalent(new Map { ["a"] = new Map { ["x"] = 1L, ["y"] = 3L }, ["b"] = "keep", ["c"] = null }, merged, strict: true);
    }

    [Fact]
    public void Merge_Lists_ReplaceUnlessANullAsksForMergingByIndex()
    {
        var under = new Map { ["l"] = new List<object?> { 1L, 2L, 3L } };

        Assert.Equal(new List<object?> { 9L }, ValuesMerge.Merge(under, new Map { ["l"] = new List<object?> { 9L } })["l"]);
        Assert.Equal(new List<object?> { 1L, 9L, 3L }, ValuesMerge.Merge(under, new Map { ["l"] = new List<object?> { null, 9L } })["l"]);
        Assert.Equal(new List<object?> { 9L, 2L, 3L }, ValuesMerge.Merge(under, new Map { ["l"] = new List<object?> { 9L } }, ListMerge.ByIndex)["l"]);
    }
}
