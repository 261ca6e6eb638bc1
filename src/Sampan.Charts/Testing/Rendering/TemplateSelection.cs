using System.Text.RegularExpressions;
using Sampan.Charts.Dependencies;

namespace Sampan.Charts.Testing.Rendering;

/// <summary>
/// Which templates a test renders: those that the suite names, in the chart and its subcharts, and all partials. Names
/// are looked for anywhere in a template's path; <c>*</c> and <c>**</c> stand for any path.
/// </summary>
internal sealed class TemplateSelection
{
    public const string Everything = "**";
    private readonly Regex[] _selected;
    private readonly Regex[] _excluded;

    public TemplateSelection(string chartRoute, IReadOnlyList<string> selected, IReadOnlyList<string> excluded)
    {
        _selected = [.. (selected.Count > 0 ? selected : [Everything]).Select(name => Pattern(chartRoute, name))];
        _excluded = [.. excluded.Select(name => Pattern(chartRoute, name))];
    }

    /// <summary>The chart with the selected templates alone.</summary>
    public ProcessedChart Apply(ProcessedChart chart) => chart with
    {
        Chart = chart.Chart with { Templates = [.. chart.Chart.Templates.Where(template => IsSelected(chart.FullPath, template.Name))] },
        Subcharts = [.. chart.Subcharts.Select(Apply)],
    };

    /// <summary>A template's path within a chart: what does not say where it is, is in <c>templates/</c>.</summary>
    public static string PathOf(string chartRoute, string template) => Paths.CleanPath.Of($"{chartRoute}/{FileName(template)}");

    private static string FileName(string template) =>
        template.StartsWith("templates", StringComparison.Ordinal) || template.StartsWith("charts", StringComparison.Ordinal)
        || template.StartsWith("crds", StringComparison.Ordinal) || template.StartsWith(Everything, StringComparison.Ordinal)
            ? template
            : $"templates/{template}";

    private bool IsSelected(string chartPath, string template)
    {
        var path = $"{chartPath}/{template}";
        return template.AsSpan(template.LastIndexOf('/') + 1).StartsWith('_')
            || (Array.Exists(_selected, pattern => pattern.IsMatch(path)) && !Array.Exists(_excluded, pattern => pattern.IsMatch(path)));
    }

    private static Regex Pattern(string chartRoute, string template)
    {
        var pattern = Regex.Escape(PathOf(chartRoute, template)).Replace(@"\*\*", "[0-9a-zA-Z_\\-/.]+", StringComparison.Ordinal).Replace(@"\*", "[0-9a-zA-Z_\\-/.]*", StringComparison.Ordinal);
        return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
