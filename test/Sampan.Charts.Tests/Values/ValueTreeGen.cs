using CsCheck;

namespace Sampan.Charts.Tests.Values;

/// <summary>Value trees of any shape, over few keys, so that they meet.</summary>
internal static class ValueTreeGen
{
    private static readonly Gen<object?> Scalar = Gen.OneOf(
        Gen.Const((object?)null), Gen.Bool.Select(flag => (object?)flag), Gen.Double[-9, 9].Select(number => (object?)number), Gen.String[Gen.Char['a', 'c'], 0, 3].Select(text => (object?)text));

    private static readonly string[] Keys = ["a", "b", "c", "global"];

    private static readonly Gen<string> Key = Gen.Int[0, Keys.Length - 1].Select(index => Keys[index]);

    public static Gen<Dictionary<string, object?>> Map { get; } = MapOf(3);

    private static Gen<Dictionary<string, object?>> MapOf(int depth)
    {
        var value = depth == 0 ? Scalar : Gen.OneOf(Scalar, MapOf(depth - 1).Select(map => (object?)map), Scalar.List[0, 2].Select(list => (object?)list));
        return Gen.Select(Key, value).List[0, 4].Select(entries =>
        {
            Dictionary<string, object?> map = new(StringComparer.Ordinal);
            foreach (var (key, item) in entries)
            {
                map[key] = item;
            }

            return map;
        });
    }
}
