namespace Sampan.Fuzzing;

/// <summary>Small random changes to a text or bytes: parts left out, doubled, moved, taken from elsewhere.</summary>
internal static class Mutation
{
    /// <summary>Changes a text a few times; the fragments are what its language is made of.</summary>
    public static string Of(Random random, string text, IReadOnlyList<string> fragments, string other) =>
        new([.. Of<char>(random, [.. text], () => [.. fragments[random.Next(fragments.Count)]], [.. other])]);

    /// <summary>Changes bytes a few times.</summary>
    public static byte[] Of(Random random, byte[] bytes, byte[] other) =>
        [.. Of<byte>(random, [.. bytes], () => [(byte)random.Next(256)], [.. other])];

    private static List<T> Of<T>(Random random, List<T> items, Func<List<T>> fragment, List<T> other)
    {
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var (start, length) = Part(random, items.Count);
            switch (random.Next(6))
            {
                case 0:
                    items.RemoveRange(start, length);
                    break;
                case 1:
                    items.InsertRange(start, items.GetRange(start, length));
                    break;
                case 2:
                    var (from, count) = Part(random, other.Count);
                    items.InsertRange(start, other.GetRange(from, count));
                    break;
                case 3:
                    items.RemoveRange(start, items.Count - start);
                    break;
                case 4:
                    items.RemoveRange(start, Math.Min(1, length));
                    items.InsertRange(start, fragment());
                    break;
                default:
                    items.InsertRange(start, fragment());
                    break;
            }
        }

        return items;
    }

    private static (int Start, int Length) Part(Random random, int count)
    {
        var start = random.Next(count + 1);
        return (start, random.Next(Math.Min(count - start, 64) + 1));
    }
}
