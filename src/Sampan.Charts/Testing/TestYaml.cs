using System.Text;
using Sampan.Charts.Text;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Serialization;

namespace Sampan.Charts.Testing;

using Map = Dictionary<string, object?>;

/// <summary>YAML as suites and manifests are read: by yaml.v3, so that <c>yes</c> is a text, and 1 and 1.0 are different values.</summary>
internal static class TestYaml
{
    /// <summary>The first document; null for an empty text. Throws <see cref="YamlSyntaxException"/>.</summary>
    public static object? Read(string text)
    {
        var sink = new ValueSink(WholeNumbers.Int64, isJson: true);
        YamlReader.Read(text, YamlDialect.Helmfile, sink);
        return sink.Value;
    }

    /// <summary>The documents of a manifest that are not empty. Throws <see cref="YamlSyntaxException"/>, also for one that is no mapping.</summary>
    public static IReadOnlyList<Map> ReadManifests(string text)
    {
        List<(ValueSink Sink, int Line)> sinks = [];
        YamlReader.ReadAll(text, YamlDialect.Helmfile, line =>
        {
            sinks.Add((new ValueSink(WholeNumbers.Int64, isJson: true), line));
            return sinks[^1].Sink;
        });
        return [.. sinks.Where(document => document.Sink.Value is not (null or Map { Count: 0 })).Select(document =>
            AsManifest(document.Sink.Value) as Map ?? throw new YamlSyntaxException($"yaml: unmarshal errors:\n  line {document.Line}: cannot unmarshal {GoText.JsonKind(document.Sink.Value)} into a manifest", document.Line, 1))];
    }

    /// <summary>A value as failures and snapshots show it: line feeds at the beginning of texts are left out.</summary>
    public static string Write(object? value)
    {
        var text = new StringBuilder();
        YamlData.Push(WithoutLeadingLineFeeds(value), new YamlWriter(text, YamlStyle.Helmfile), YamlStyle.Helmfile);
        return text.ToString();
    }

    /// <summary>The plugin writes manifests before it looks into them, which makes small whole floats integers.</summary>
    private static object? AsManifest(object? value) => value switch
    {
        double number when double.IsInteger(number) && Math.Abs(number) < 1e6 => (long)number,
        Map map => map.ToDictionary(entry => entry.Key, entry => AsManifest(entry.Value), StringComparer.Ordinal),
        List<object?> list => list.ConvertAll(AsManifest),
        _ => value,
    };

    private static object? WithoutLeadingLineFeeds(object? value) => value switch
    {
        string text => text.TrimStart('\n'),
        Map map => map.ToDictionary(entry => entry.Key, entry => WithoutLeadingLineFeeds(entry.Value), StringComparer.Ordinal),
        List<object?> list => list.ConvertAll(WithoutLeadingLineFeeds),
        _ => value,
    };
}
