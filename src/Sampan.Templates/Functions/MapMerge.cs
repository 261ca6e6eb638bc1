using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>
/// Merges maps as mergo does for sprig: maps deeply and in place, everything else whole. What is added is shared with
/// the source, not copied.
/// </summary>
internal static class MapMerge
{
    private const int MaximumDepth = 1000;

    /// <param name="destination">The map that is changed.</param>
    /// <param name="source">The map that is merged into it.</param>
    /// <param name="overwrite">Whether the source's values win; else only empty ones (false and zero too) are filled.</param>
    public static void Into(Dictionary<string, object?> destination, Dictionary<string, object?> source, bool overwrite) =>
        Into(destination, source, overwrite, 0);

    private static void Into(Dictionary<string, object?> destination, Dictionary<string, object?> source, bool overwrite, int depth)
    {
        if (ReferenceEquals(destination, source) || depth > MaximumDepth)
        {
            return;
        }

        foreach (var (key, value) in source)
        {
            var present = destination.TryGetValue(key, out var existing);
            if (value is null)
            {
                if (overwrite)
                {
                    destination[key] = null;
                }
            }
            else if (existing is Dictionary<string, object?> into && value is Dictionary<string, object?> from)
            {
                Into(into, from, overwrite, depth + 1);
                if (into.Count == 0)
                {
                    destination[key] = value;
                }
            }
            else if (overwrite || !present || !GoType.IsTrue(existing))
            {
                destination[key] = value;
            }
        }
    }
}
