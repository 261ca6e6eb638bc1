using Sampan.Releases.Declarations.Merging;

namespace Sampan.Releases.Tests.Declarations.Merging;

using Map = Dictionary<string, object?>;

public sealed class StateMergeTests
{
    [Fact]
    public void Merge_EmptyValues_NeverReplace()
    {
        var merged = StateMerge.Merge(new Map { ["installed"] = true, ["name"] = "a" }, new Map { ["installed"] = false, ["name"] = "" }, appendLists: false);

        Assert.Equal(true, merged["installed"]);
        Assert.Equal("a", merged["name"]);
    }

    [Fact]
    public void Merge_Lists_AppendOrReplace()
    {
        var under = new Map { ["l"] = new List<object?> { "a" } };
        var over = new Map { ["l"] = new List<object?> { "b" } };

        Assert.Equal(new List<object?> { "a", "b" }, StateMerge.Merge(under, over, appendLists: true)["l"]);
        Assert.Equal(new List<object?> { "b" }, StateMerge.Merge(under, over, appendLists: false)["l"]);
    }

    [Fact]
    public void Override_ExplicitFalseAndNull_Replace()
    {
        var merged = StateMerge.Override(new Map { ["a"] = true, ["b"] = 1L }, new Map { ["a"] = false, ["b"] = null });

        Assert.Equal(false, merged["a"]);
        Assert.Null(merged["b"]);
    }
}
