using System.Text.RegularExpressions;
using Sampan.Charts.Dependencies;
using Sampan.Charts.Paths;
using Sampan.Charts.Rendering;
using Sampan.Charts.Values;

namespace Sampan.Charts.Linting;

/// <summary>The rules of templates: they render, with the right extension, and what they make is well-formed Kubernetes objects.</summary>
internal sealed partial class TemplateRules(LintReport report, ChartSource source, LintOptions options)
{
    private const string Folder = "templates/";

    public void Check(IReadOnlyDictionary<string, object?> values)
    {
        if (!report.Check(LintSeverity.Warning, Folder, source.Exists("templates") && !source.IsFolder("templates") ? "not a directory" : null))
        {
            return;
        }

        if (TryRender(values) is not { } rendered)
        {
            return;
        }

        foreach (var template in rendered.Chart.Templates)
        {
            if (!CheckTemplate(template, rendered))
            {
                return;
            }
        }
    }

    private RenderedTemplates? TryRender(IReadOnlyDictionary<string, object?> values)
    {
        try
        {
            if (TryProcess(source.Load(), values) is not { } chart)
            {
                return null;
            }

            var rendering = new RenderOptions { Lint = true, SkipSchemaValidation = options.SkipSchemaValidation };
            var coalesced = ChartRenderer.CoalesceAndValidate(chart, values, rendering, static _ => { });
            var release = new ReleaseIdentity("test-release", options.Namespace, Revision: 0, IsInstall: false);
            var top = TopValues.Of(release, Capabilities.Default with { KubeVersion = options.KubeVersion }, coalesced);
            return new RenderedTemplates(chart.Chart, TemplateRendering.Render(chart, top, rendering));
        }
        catch (ChartException exception)
        {
            report.Check(LintSeverity.Error, Folder, exception.Message);
            return null;
        }
    }

    /// <summary>The chart with its dependencies; null where the values do not fit them, of which Helm's rules of templates say nothing.</summary>
    private static ProcessedChart? TryProcess(Chart chart, IReadOnlyDictionary<string, object?> values)
    {
        try
        {
            var processed = DependencyProcessing.Process(chart, values, static _ => { });
            new ValueCoalescing(keepNulls: false, static _ => { }).Coalesce(processed, values);
            return processed;
        }
        catch (ChartException)
        {
            return null;
        }
    }

    /// <summary>False when the template made something that is no YAML, which ends linting.</summary>
    private bool CheckTemplate(ChartFile template, RenderedTemplates rendered)
    {
        var name = template.Name;
        var extension = Path.GetExtension(name);
        var text = template.Text;
        report.Check(LintSeverity.Error, name, extension is ".yaml" or ".yml" or ".tpl" or ".txt" ? null : $"file extension '{extension}' not valid. Valid extensions are .yaml, .yml, .tpl, or .txt");
        report.Check(LintSeverity.Warning, name, CrdInstallHook().IsMatch(text) ? "manifest is a crd-install hook. This hook is no longer supported in v3 and all CRDs should also exist the crds/ directory at the top level of the chart" : null);
        report.Check(LintSeverity.Error, name, text.Contains(".Release.Time", StringComparison.Ordinal) ? ".Release.Time has been removed in v3, please replace with the `now` function in your templates" : null);
        return extension != ".yaml"
            || !rendered.Files.TryGetValue(CleanPath.Of($"{rendered.Chart.Name}/{name}"), out var content)
            || string.IsNullOrWhiteSpace(content)
            || new ManifestRules(report, name, options.KubeVersion).Check(content);
    }

    [GeneratedRegex("\"?helm\\.sh/hook\"?:\\s+crd-install")]
    private static partial Regex CrdInstallHook();

    private sealed record RenderedTemplates(Chart Chart, IReadOnlyDictionary<string, string> Files);
}
