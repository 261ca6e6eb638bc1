namespace Sampan.Charts.Linting;

/// <summary>Checks a chart the way <c>helm lint</c> does: Chart.yaml, values, templates, dependencies.</summary>
public static class ChartLinter
{
    /// <summary>
    /// Lints the chart at a path (a folder or a .tgz) with a user's values.
    /// Throws <see cref="ChartException"/> when there is no chart to lint; everything else is a message.
    /// </summary>
    public static IReadOnlyList<LintMessage> Lint(string path, IReadOnlyDictionary<string, object?> values, LintOptions? options = null)
    {
        options ??= new LintOptions();
        var source = ChartSource.Open(path);
        var report = new LintReport();
        ChartFileRules.Check(report, source);
        ValuesRules.Check(report, source, values);
        new TemplateRules(report, source, options).Check(values);
        DependencyRules.Check(report, source);
        return report.Messages;
    }
}
