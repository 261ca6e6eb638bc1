using Sampan.Charts.Values;
using Sampan.Charts.Versions;

namespace Sampan.Charts.Dependencies;

/// <summary>Which subcharts take part: those that no tag and no condition disables, each under its alias.</summary>
internal sealed class DependencySelection(Action<string> warn)
{
    private readonly ValueCoalescing _coalescing = new(keepNulls: false, warn);

    /// <summary>Removes disabled subcharts, at every depth; <paramref name="path"/> is where the chart's values are, ending in a dot.</summary>
    public void Select(WorkingChart chart, IReadOnlyDictionary<string, object?> values, string path = "")
    {
        if (chart.Declared is not { } declared)
        {
            return;
        }

        chart.Adopt(ApplyAliases(chart.Subcharts, declared));
        var coalesced = _coalescing.Coalesce(chart, values);
        ApplyTags(declared, coalesced);
        ApplyConditions(declared, coalesced, path);

        var disabled = declared.Where(dependency => !dependency.Enabled).Select(dependency => dependency.Name).ToHashSet(StringComparer.Ordinal);
        var enabled = chart.Subcharts.FindAll(subchart => !disabled.Contains(subchart.Name));
        foreach (var subchart in enabled)
        {
            Select(subchart, coalesced, $"{path}{subchart.Name}.");
        }

        chart.Declared = declared.FindAll(dependency => !disabled.Contains(dependency.Name)) is { Count: > 0 } left ? left : null;
        chart.Adopt(enabled);
    }

    /// <summary>Undeclared subcharts as they are, then for every declared one a copy under its alias.</summary>
    private static List<WorkingChart> ApplyAliases(List<WorkingChart> subcharts, List<WorkingDependency> declared)
    {
        var applied = subcharts.FindAll(subchart => !declared.Exists(dependency => Matches(subchart, dependency)));
        foreach (var dependency in declared)
        {
            if (subcharts.Find(subchart => Matches(subchart, dependency)) is { } subchart)
            {
                applied.Add(subchart.Alias(dependency.Alias));
            }

            if (dependency.Alias.Length > 0)
            {
                dependency.Name = dependency.Alias;
            }
        }

        return applied;
    }

    private static bool Matches(WorkingChart chart, WorkingDependency dependency) =>
        chart.Name == dependency.Name && ChartVersions.IsCompatible(dependency.Version, chart.Version);

    private void ApplyTags(List<WorkingDependency> declared, Dictionary<string, object?> values)
    {
        var tags = values.GetValueOrDefault("tags") as Dictionary<string, object?>;
        foreach (var dependency in declared)
        {
            bool anyTrue = false, anyFalse = false;
            foreach (var tag in dependency.Tags)
            {
                if (tags is null || !tags.TryGetValue(tag, out var value))
                {
                    continue;
                }

                if (value is bool on)
                {
                    anyTrue |= on;
                    anyFalse |= !on;
                }
                else
                {
                    warn($"Warning: Tag '{tag}' for chart {dependency.Name} returned non-bool value");
                }
            }

            dependency.Enabled = anyTrue || !anyFalse;
        }
    }

    private void ApplyConditions(List<WorkingDependency> declared, Dictionary<string, object?> values, string path)
    {
        foreach (var dependency in declared)
        {
            foreach (var condition in dependency.Condition.Trim().Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!ValueTrees.TryGetScalar(values, path + condition, out var value))
                {
                    continue;
                }

                if (value is bool on)
                {
                    dependency.Enabled = on;
                    break;
                }

                warn($"Warning: Condition path '{condition}' for chart {dependency.Name} returned non-bool value");
            }
        }
    }
}
