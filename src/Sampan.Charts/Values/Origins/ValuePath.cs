using System.Globalization;
using System.Text;

namespace Sampan.Charts.Values.Origins;

/// <summary>Paths into values as people write them: <c>image.tag</c>, <c>hosts[0].name</c>, <c>annotations.a\.b/c</c>.</summary>
public static class ValuePath
{
    /// <summary>The keys (<see cref="string"/>) and indexes (<see cref="int"/>) of a path. Throws <see cref="ChartException"/> for a text that is none.</summary>
    public static IReadOnlyList<object> Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        List<object> steps = [];
        var key = new StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            switch (path[i])
            {
                case '\\' when i + 1 < path.Length:
                    key.Append(path[++i]);
                    break;
                case '.':
                    Add(steps, key, path);
                    break;
                case '[':
                    var close = path.IndexOf(']', i);
                    if (close < 0 || !int.TryParse(path.AsSpan(i + 1, close - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                    {
                        throw Malformed(path);
                    }

                    Add(steps, key, path);
                    steps.Add(index);
                    i = close;
                    break;
                default:
                    key.Append(path[i]);
                    break;
            }
        }

        if (path.Length > 0)
        {
            Add(steps, key, path);
        }

        return steps;
    }

    /// <summary>The path of steps, as <see cref="Parse"/> takes it.</summary>
    public static string Write(IEnumerable<object> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var path = new StringBuilder();
        foreach (var step in steps)
        {
            _ = step is int index
                ? path.Append(CultureInfo.InvariantCulture, $"[{index}]")
                : path.Append(path.Length > 0 ? "." : "").Append(((string)step).Replace("\\", "\\\\", StringComparison.Ordinal).Replace(".", "\\.", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal));
        }

        return path.ToString();
    }

    /// <summary>A key ends; after an index there is none.</summary>
    private static void Add(List<object> steps, StringBuilder key, string path)
    {
        if (key.Length > 0)
        {
            steps.Add(key.ToString());
            key.Clear();
        }
        else if (steps is not [.., int])
        {
            throw Malformed(path);
        }
    }

    private static ChartException Malformed(string path) => new($"\"{path}\" is no path of a value", "write it as --set takes it: a.b[0].c, with \\. for a dot in a key");
}
