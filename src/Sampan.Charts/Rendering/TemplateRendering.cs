using Sampan.Charts.Dependencies;
using Sampan.Charts.Paths;
using Sampan.Charts.Values;
using Sampan.Templates;
using Sampan.Templates.Functions;
using Sampan.Templates.Values;

namespace Sampan.Charts.Rendering;

/// <summary>Executes the templates of a chart and its subcharts, which share one namespace of names.</summary>
internal sealed class TemplateRendering
{
    private readonly Dictionary<string, ScopedTemplate> _templates = new(StringComparer.Ordinal);

    /// <summary>The rendered files by their names; partials (names starting with <c>_</c>) are not among them. Throws <see cref="ChartException"/>.</summary>
    public static Dictionary<string, string> Render(ProcessedChart chart, Dictionary<string, object?> top, RenderOptions options)
    {
        var rendering = new TemplateRendering();
        rendering.Add(chart, top);
        return rendering.Render(options);
    }

    /// <summary>Adds a chart's templates with what they see, and gives that: its parent's templates reach it as <c>.Subcharts</c>.</summary>
    private ChartValues Add(ProcessedChart chart, Dictionary<string, object?> outer)
    {
        var subcharts = ValueTrees.NewMap();
        var scope = new ChartValues
        {
            ["Chart"] = new ChartObject(chart.Chart.Metadata, chart.IsRoot),
            ["Files"] = new FilesObject(chart.Chart.Files),
            ["Release"] = outer.GetValueOrDefault("Release"),
            ["Capabilities"] = outer.GetValueOrDefault("Capabilities"),
            ["Values"] = chart.IsRoot ? outer.GetValueOrDefault("Values") : SubchartValues(outer, chart.Name),
            ["Subcharts"] = subcharts,
        };
        foreach (var subchart in chart.Subcharts)
        {
            subcharts[subchart.Name] = Add(subchart, scope);
        }

        foreach (var template in chart.Chart.Templates.Where(template => !chart.Chart.IsLibrary || IsPartial(template.Name)))
        {
            _templates[CleanPath.Of($"{chart.FullPath}/{template.Name}")] = new ScopedTemplate(GoText.FromBytes(template.Data.Span), scope, CleanPath.Of($"{chart.FullPath}/templates"));
        }

        return scope;
    }

    /// <summary>A subchart's values: the map that its parent has under its name, so that what one of them sets the other sees.</summary>
    private static ChartValues SubchartValues(Dictionary<string, object?> outer, string name)
    {
        if (ValueTrees.Table(outer, $"Values.{name}", out _) is not { } table)
        {
            return [];
        }

        var values = table as ChartValues ?? new ChartValues(table);
        if (outer["Values"] is Dictionary<string, object?> above && above.ContainsKey(name))
        {
            above[name] = values;
        }

        return values;
    }

    private Dictionary<string, string> Render(RenderOptions options)
    {
        // Deepest path first: of two definitions of one name, the one nearer to the root comes later and wins.
        var names = _templates.Keys.OrderByDescending(name => name.Count(character => character == '/')).ThenByDescending(name => name, StringComparer.Ordinal).ToArray();
        var set = new TemplateSet(FunctionTable.Helm);
        var execution = new ExecutionOptions
        {
            MissingKey = options.Strict ? MissingKey.Error : MissingKey.Zero,
            Seed = options.Seed,
            Clock = options.Clock,
            Lint = options.Lint,
            Lookup = options.Lint ? null : options.Lookup,
            ResolveHost = options.ResolveHost,
            CancellationToken = options.CancellationToken,
        };
        Dictionary<string, string> rendered = new(StringComparer.Ordinal);
        try
        {
            foreach (var name in names)
            {
                set.Parse(name, _templates[name].Text);
            }

            foreach (var name in names.Where(name => !IsPartial(name)))
            {
                var template = _templates[name];
                template.Scope["Template"] = new ChartValues { ["Name"] = name, ["BasePath"] = template.BasePath };
                rendered[name] = set.Execute(name, template.Scope, execution).Replace("<no value>", "", StringComparison.Ordinal);
            }
        }
        catch (TemplateException exception)
        {
            throw TemplateErrors.ToChartException(exception, name => _templates.GetValueOrDefault(name)?.Text);
        }

        return rendered;
    }

    private static bool IsPartial(string name) => name.AsSpan(name.LastIndexOf('/') + 1).StartsWith('_');

    /// <summary>A template's text, what it sees as <c>.</c>, and the folder of its chart's templates.</summary>
    private sealed record ScopedTemplate(string Text, ChartValues Scope, string BasePath);
}
