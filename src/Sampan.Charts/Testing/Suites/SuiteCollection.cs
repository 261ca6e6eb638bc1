using Sampan.Charts.Metadata;
using Sampan.Charts.Testing.Results;
using Sampan.Charts.Values;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Testing.Suites;

using Map = Dictionary<string, object?>;

/// <summary>Finds the suites of a chart: in files, rendered by a chart of suites, and those of its subcharts.</summary>
internal sealed class SuiteCollection(TestOptions options, Action<SuiteResult> report)
{
    /// <summary>
    /// The suites of the chart at a path. A file that is no suite is reported and ends the search with a
    /// <see cref="ChartException"/>; in a subchart it only leaves that subchart out.
    /// </summary>
    public IReadOnlyList<TestSuite> Of(string path, Chart chart)
    {
        List<TestSuite> suites = [];
        Add(suites, path, chart.Name, chart, options.WithSubcharts ? ValuesOf(path, chart) : null);
        return suites;
    }

    private void Add(List<TestSuite> suites, string path, string route, Chart chart, Map? values)
    {
        suites.AddRange(Of(path, route));
        if (values is null)
        {
            return;
        }

        foreach (var subchart in chart.Dependencies.Where(subchart => IsEnabled(chart, subchart, values)))
        {
            try
            {
                List<TestSuite> found = [];
                Add(found, $"{path}/charts/{subchart.Name}", $"{route}/charts/{subchart.Name}", subchart, values);
                suites.AddRange(found);
            }
            catch (ChartException)
            {
                // Reported already.
            }
        }
    }

    private List<TestSuite> Of(string path, string route)
    {
        var reader = new SuiteReader(route, options.IsStrict, [.. options.ValuesFiles.SelectMany(file => FilePatterns.Find("", file)).Select(Path.GetFullPath)]);
        var rendered = options.SuiteChart.Length > 0 && Directory.Exists(Path.Combine(path, options.SuiteChart))
            ? RenderedSuites.Of(Path.Combine(path, options.SuiteChart), reader)
            : [];
        List<TestSuite> suites = [];
        foreach (var file in options.Files.Distinct().SelectMany(pattern => FilePatterns.Find(path, pattern)))
        {
            try
            {
                suites.AddRange(reader.ReadFile(Path.GetRelativePath(Directory.GetCurrentDirectory(), file)));
            }
            catch (ChartException exception)
            {
                report(new SuiteResult { File = file, Error = exception.Message });
                throw;
            }
        }

        suites.AddRange(rendered);
        return suites;
    }

    /// <summary>The values that decide which subcharts are tested: the chart's own and the command line's.</summary>
    private Map ValuesOf(string path, Chart chart)
    {
        var values = ValueTrees.Copy(chart.Values);
        foreach (var file in options.ValuesFiles)
        {
            try
            {
                var layer = TestYaml.Read(File.ReadAllText(Path.Combine(path, file))) as Map ?? [];
                values = new TableMerging(keepNulls: true, static _ => { }).LayUnder(layer, values);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or YamlSyntaxException)
            {
                // Tests that use the file say what is wrong with it.
            }
        }

        return values;
    }

    /// <summary>As its condition says, without one as its tags say; conditions are looked up from the root of the values.</summary>
    private static bool IsEnabled(Chart parent, Chart subchart, Map values)
    {
        var declared = parent.Metadata.Dependencies?.OfType<ChartDependency>().FirstOrDefault(dependency => (dependency.Alias.Length > 0 ? dependency.Alias : dependency.Name) == subchart.Name);
        if (declared is null)
        {
            return true;
        }

        if (declared.Condition.Length > 0)
        {
            return !ValueTrees.TryGetScalar(values, declared.Condition, out var value) || value is not false;
        }

        return declared.Tags.Count == 0 || values.GetValueOrDefault("tags") is not Map tags || declared.Tags.Any(tag => tags.GetValueOrDefault(tag) is true);
    }
}
