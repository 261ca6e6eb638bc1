using Sampan.Kubernetes.Caching;

namespace Sampan.Kubernetes.Tests.Caching;

public sealed class GenerationalCacheTests
{
    [Fact]
    public void What_is_asked_for_stays()
    {
        var cache = new GenerationalCache<string, int>(StringComparer.Ordinal, generationSize: 2);
        cache.Keep("kept", 1, size: 1);
        for (var i = 0; i < 20; i++)
        {
            cache.Keep($"other-{i}", i, size: 1);
            Assert.True(cache.TryGet("kept", out var value));
            Assert.Equal(1, value);
        }
    }

    [Fact]
    public void What_nobody_asks_for_goes_with_its_generation()
    {
        var cache = new GenerationalCache<string, int>(StringComparer.Ordinal, generationSize: 2);
        cache.Keep("forgotten", 1, size: 1);
        for (var i = 0; i < 6; i++)
        {
            cache.Keep($"other-{i}", i, size: 1);
        }

        Assert.False(cache.TryGet("forgotten", out _));
    }

    [Fact]
    public void What_is_larger_than_a_generation_is_kept_until_the_next_comes()
    {
        var cache = new GenerationalCache<string, int>(StringComparer.Ordinal, generationSize: 2);
        cache.Keep("large", 1, size: 100);
        Assert.True(cache.TryGet("large", out _));
    }

    [Fact]
    public void The_first_of_equal_keys_stays()
    {
        var cache = new GenerationalCache<string, string>(StringComparer.OrdinalIgnoreCase, generationSize: 10);
        cache.Keep("key", "first", size: 1);
        cache.Keep("KEY", "second", size: 1);
        Assert.True(cache.TryGet("Key", out var value));
        Assert.Equal("first", value);
    }

    [Fact]
    public void Many_threads_find_what_they_kept()
    {
        var cache = new GenerationalCache<int, int>(EqualityComparer<int>.Default, generationSize: 50);
        Parallel.For(0, 10_000, i =>
        {
            cache.Keep(i % 100, i % 100, size: 1);
            if (cache.TryGet(i % 100, out var value))
            {
                Assert.Equal(i % 100, value);
            }
        });
    }
}
