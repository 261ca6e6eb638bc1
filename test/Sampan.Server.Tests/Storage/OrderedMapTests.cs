using CsCheck;
using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Storage;

public sealed class OrderedMapTests
{
    private static readonly Gen<(string Key, bool Remove)[]> Edits =
        Gen.Select(Gen.String[Gen.Char['a', 'e'], 1, 3], Gen.Bool).Array[0, 300];

    [Fact]
    public void AnyEdits_AgreeWithASortedDictionary() => Edits.Sample(edits =>
    {
        var map = OrderedMap<int>.Empty;
        var model = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < edits.Length; i++)
        {
            var (key, remove) = edits[i];
            map = remove ? map.Remove(key) : map.Set(key, i);
            if (remove)
            {
                model.Remove(key);
            }
            else
            {
                model[key] = i;
            }
        }

        return map.Count == model.Count
            && map.From("").SequenceEqual(model)
            && map.From("c").SequenceEqual(model.Where(entry => string.CompareOrdinal(entry.Key, "c") >= 0))
            && map.CountBefore("c") == model.Count(entry => string.CompareOrdinal(entry.Key, "c") < 0);
    });

    [Fact]
    public void Set_LeavesTheOldMapAsItWas()
    {
        var before = OrderedMap<int>.Empty.Set("a", 1);

        var after = before.Set("a", 2).Set("b", 3);

        Assert.Equal([new("a", 1)], before.From(""));
        Assert.Equal(2, after.Count);
    }
}
