using Sampan.Charts.Dependencies;
using Sampan.Templates;
using Sampan.Templates.Analysis;
using Sampan.Templates.Functions;

namespace Sampan.Charts.Values.Unused;

/// <summary>Which values the templates of a chart read, those of helpers that they call included, wherever these are.</summary>
internal sealed class ChartReads
{
    private const string Values = "Values";
    private readonly Dictionary<string, List<TemplateReads>> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<ProcessedChart, List<TemplateReads>> _own = new(ReferenceEqualityComparer.Instance);

    /// <param name="root">The chart with its subcharts.</param>
    /// <exception cref="TemplateException">A template cannot be parsed.</exception>
    public ChartReads(ProcessedChart root) => Collect(root);

    /// <summary>Adds what a chart's templates read to the keys of its values.</summary>
    public void AddTo(KnownKeys keys, ProcessedChart chart)
    {
        HashSet<string> called = new(StringComparer.Ordinal);
        Queue<TemplateReads> waiting = new(_own[chart]);
        while (waiting.TryDequeue(out var reads))
        {
            foreach (var field in reads.Fields)
            {
                Add(keys, field);
            }

            IEnumerable<string> calls = reads.CallsOthers ? _definitions.Keys : reads.Calls;
            foreach (var definition in calls.Where(called.Add).SelectMany(name => _definitions.GetValueOrDefault(name) ?? []))
            {
                waiting.Enqueue(definition);
            }
        }
    }

    private void Collect(ProcessedChart chart)
    {
        var own = _own[chart] = [];
        foreach (var template in chart.Chart.Templates)
        {
            var text = TextReads.Of(FunctionTable.Helm, $"{chart.FullPath}/{template.Name}", template.Text);
            own.Add(text.Own);
            foreach (var (name, reads) in text.Definitions)
            {
                own.Add(reads);
                (_definitions.TryGetValue(name, out var known) ? known : _definitions[name] = []).Add(reads);
            }
        }

        foreach (var subchart in chart.Subcharts)
        {
            Collect(subchart);
        }
    }

    /// <summary>Values are what follows the name, also where helpers get the data as <c>.context</c> or the like; a parent reaches its subcharts' too.</summary>
    private static void Add(KnownKeys keys, FieldRead field)
    {
        var at = field.Path.TakeWhile(name => name != Values).Count();
        if (at == field.Path.Count)
        {
            return;
        }

        var subcharts = at >= 2 && field.Path[at - 2] == "Subcharts" ? [field.Path[at - 1]] : Array.Empty<string>();
        var known = keys.At([.. subcharts, .. field.Path.Skip(at + 1)]);
        known.IsOpen |= field.IsWhole;
    }
}
