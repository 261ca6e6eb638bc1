namespace Sampan.Charts.Linting;

/// <summary>One thing that linting found: how much it matters, the file within the chart, and what it is, in Helm's words.</summary>
public sealed record LintMessage(LintSeverity Severity, string Path, string Text)
{
    /// <summary>As Helm prints it: <c>[ERROR] Chart.yaml: name is required</c>.</summary>
    public override string ToString() => $"[{Severity.ToString().ToUpperInvariant()}] {Path}: {Text}";
}
