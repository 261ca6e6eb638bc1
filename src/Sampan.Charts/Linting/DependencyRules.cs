using Sampan.Charts.Metadata;

namespace Sampan.Charts.Linting;

/// <summary>The rules of dependencies: what is declared is there, what is there is declared.</summary>
internal static class DependencyRules
{
    public static void Check(LintReport report, ChartSource source)
    {
        Chart chart;
        try
        {
            chart = source.Load();
        }
        catch (ChartException exception)
        {
            report.Check(LintSeverity.Error, "", $"unable to load chart\n\t{exception.Message}");
            return;
        }

        ChartDependency[] declared = [.. (chart.Metadata.Dependencies ?? []).OfType<ChartDependency>()];
        var undeclared = chart.Dependencies.Select(subchart => subchart.Name).Except(declared.Select(dependency => dependency.Name), StringComparer.Ordinal).ToArray();
        report.Check(LintSeverity.Error, source.Path, undeclared.Length > 0 ? $"chart metadata is missing these dependencies: {string.Join(',', undeclared)}" : null);
        var missing = declared.Select(dependency => dependency.Name).Where(name => chart.Dependencies.All(subchart => subchart.Name != name)).ToArray();
        report.Check(LintSeverity.Warning, source.Path, missing.Length > 0 ? $"chart directory is missing these dependencies: {string.Join(',', missing)}" : null);
    }
}
