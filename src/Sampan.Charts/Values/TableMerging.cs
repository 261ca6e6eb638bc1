using Sampan.Charts.Text;

namespace Sampan.Charts.Values;

/// <summary>
/// One table laid under another, in place (Helm's CoalesceTables and MergeTables). Coalescing, a null deletes the
/// default below it; merging, every null is kept for a later coalescing.
/// </summary>
/// <remarks>
/// The lower table takes part in the result: its maps are shared, and it receives the upper one's nulls. Helm's results
/// for values that are imported twice depend on that, so neither is copied here.
/// </remarks>
internal sealed class TableMerging(bool keepNulls, Action<string> warn)
{
    /// <summary>Fills <paramref name="upper"/> with what only <paramref name="lower"/> has; <paramref name="path"/> is for warnings.</summary>
    public Dictionary<string, object?> LayUnder(Dictionary<string, object?> upper, Dictionary<string, object?> lower, string path = "")
    {
        var defaults = lower.ToArray();
        foreach (var key in upper.Where(entry => entry.Value is null).Select(entry => entry.Key).ToArray())
        {
            lower[key] = null;
        }

        foreach (var (key, original) in defaults)
        {
            var value = lower[key];
            var fullPath = path.Length == 0 ? key : $"{path}.{key}";
            if (!upper.TryGetValue(key, out var above))
            {
                upper[key] = value;
            }
            else if (above is null && original is not null && !keepNulls)
            {
                upper.Remove(key);
            }
            else if (value is Dictionary<string, object?> lowerMap)
            {
                if (above is Dictionary<string, object?> upperMap)
                {
                    LayUnder(upperMap, lowerMap, fullPath);
                }
                else
                {
                    warn($"warning: cannot overwrite table with non table for {fullPath} ({GoText.Format(value)})");
                }
            }
            else if (above is Dictionary<string, object?> && value is not null)
            {
                warn($"warning: destination for {fullPath} is a table. Ignoring non-table value ({GoText.Format(value)})");
            }
        }

        return upper;
    }
}
