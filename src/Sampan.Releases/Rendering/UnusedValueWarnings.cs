using System.Globalization;
using Sampan.Charts;
using Sampan.Charts.Values.Origins;
using Sampan.Charts.Values.Unused;
using Sampan.Releases.Declarations;

namespace Sampan.Releases.Rendering;

using Map = Dictionary<string, object?>;

/// <summary>Warnings of values that a release gives and its chart does not know, with the place where they are written.</summary>
internal static class UnusedValueWarnings
{
    public static IEnumerable<string> Of(ReleaseDeclaration release, Chart chart, Map values)
    {
        foreach (var unused in UnusedValues.Find(chart, values))
        {
            var meant = unused.Closest is null ? "" : $". Did you mean {ValuePath.Write([.. unused.Path.SkipLast(1), unused.Closest])}?";
            yield return $"release {release.Id}: value {ValuePath.Write(unused.Path)} is not used: chart {chart.Name} neither has a default for it nor reads it{Place(release, unused.Path)}{meant}";
        }
    }

    /// <summary>Where the highest layer that has the value says it.</summary>
    private static string Place(ReleaseDeclaration release, IReadOnlyList<object> path)
    {
        if (release.Values.LastOrDefault(layer => ValueLookup.TryGet(layer.Values, path, out _)) is not { } layer)
        {
            return "";
        }

        return layer.Text?.Find(path) is { } position
            ? string.Create(CultureInfo.InvariantCulture, $" ({layer.Source}:{position.Line}:{position.Column})")
            : $" ({layer.Source})";
    }
}
