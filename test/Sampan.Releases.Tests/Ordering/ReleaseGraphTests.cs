using CsCheck;
using Sampan.Releases.Declarations;
using Sampan.Releases.Ordering;

namespace Sampan.Releases.Tests.Ordering;

public sealed class ReleaseGraphTests
{
    [Fact]
    public void Batches_Diamond_NeedsComeFirstAndDeclaredOrderIsKept()
    {
        var batches = ReleaseGraph.Batches([SampleRelease.Named("d", "b", "c"), SampleRelease.Named("c", "a"), SampleRelease.Named("b", "a"), SampleRelease.Named("a")], "f");

        Assert.Equal([["a"], ["c", "b"], ["d"]], batches.Select(batch => batch.Select(release => release.Name).ToArray()).ToArray());
    }

    [Fact]
    public void Batches_Cycle_IsShown()
    {
        var error = Assert.Throws<DeclarationException>(() =>
            ReleaseGraph.Batches([SampleRelease.Named("ok"), SampleRelease.Named("a", "b"), SampleRelease.Named("b", "c"), SampleRelease.Named("c", "a")], "helmfile.yaml"));

        Assert.Contains("shop/a -> shop/b -> shop/c -> shop/a", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("helmfile.yaml: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_UnknownNeed_NamesItAndTheDeclaredOnes() =>
        Assert.Contains(
            "needs shop/cash, which is not declared. Declared releases: shop/a",
            Assert.Throws<DeclarationException>(() => ReleaseGraph.Batches([SampleRelease.Named("a", "cash")], "f")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Batches_AnyAcyclicNeeds_EveryNeedIsInAnEarlierBatch() =>
        Gen.Int[1, 12].SelectMany(count => Gen.Bool.Array[count * count].Select(edges => (count, edges))).Sample(sample =>
        {
            var (count, edges) = sample;
            var releases = Enumerable.Range(0, count)
                .Select(i => SampleRelease.Named($"r{i}", [.. Enumerable.Range(0, i).Where(j => edges[(i * count) + j]).Select(j => $"r{j}")]))
                .Reverse()
                .ToList();

            var batches = ReleaseGraph.Batches(releases, "f");

            Assert.Equal(count, batches.Sum(batch => batch.Count));
            HashSet<string> done = [];
            foreach (var batch in batches)
            {
                Assert.All(batch, release => Assert.Subset(done, release.Needs.ToHashSet()));
                done.UnionWith(batch.Select(release => release.Id));
            }
        });
}
