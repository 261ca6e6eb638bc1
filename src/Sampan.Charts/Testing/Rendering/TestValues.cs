using Sampan.Charts.Testing.Suites;
using Sampan.Charts.Values;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Testing.Rendering;

using Map = Dictionary<string, object?>;

/// <summary>The values that a test renders its chart with: those of files, then those of <c>set</c>.</summary>
internal static class TestValues
{
    /// <summary>The values of a test, below their subchart where the suite is one's. Throws <see cref="ChartException"/>.</summary>
    public static Map Of(TestCase test, TestSuite suite)
    {
        var folder = Path.GetDirectoryName(suite.File) ?? "";
        var merging = new TableMerging(keepNulls: true, static _ => { });
        Map values = [];
        foreach (var layer in test.ValuesFiles.Select(file => ReadFile(folder, file)).Concat(test.Set.Select(entry => SetPath.Build(entry.Key, entry.Value))))
        {
            values = merging.LayUnder(Scoped(ValueTrees.Copy(layer), suite.ChartRoute), values);
        }

        return ForCharts(values);
    }

    /// <summary>The same values with every number a float64, as charts see them.</summary>
    public static Map ForCharts(Map values) => values.ToDictionary(entry => entry.Key, entry => ForCharts(entry.Value), StringComparer.Ordinal);

    private static object? ForCharts(object? value) => value switch
    {
        long number => (double)number,
        Map map => ForCharts(map),
        List<object?> list => list.ConvertAll(ForCharts),
        _ => value,
    };

    private static Map ReadFile(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        try
        {
            return TestYaml.Read(File.ReadAllText(path)) switch
            {
                null => [],
                Map map => map,
                _ => throw new ChartException($"failed to parse {file}: it has to hold a map of values"),
            };
        }
        catch (YamlSyntaxException exception)
        {
            throw new ChartException($"failed to parse {file}: {exception.Message}", cause: exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"open {path}: no such file or directory", "values files are named relative to the suite's folder", exception);
        }
    }

    /// <summary>Values of a subchart as its parents see them: under its name, their globals at every level.</summary>
    private static Map Scoped(Map values, string chartRoute)
    {
        foreach (var chart in chartRoute.Split("/charts/").Skip(1).Reverse())
        {
            Map outer = new(StringComparer.Ordinal) { [chart] = values };
            if (values.TryGetValue("global", out var globals))
            {
                outer["global"] = globals;
            }

            values = outer;
        }

        return values;
    }
}
