using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Serialization;

namespace Sampan.Releases.Declarations;

/// <summary>Value trees of YAML: mappings, lists, text, booleans, whole numbers (<see cref="long"/>) and others (<see cref="double"/>).</summary>
internal static class ValueDocuments
{
    /// <summary>The documents of the text, in order.</summary>
    /// <exception cref="YamlSyntaxException">The text is no YAML.</exception>
    public static IReadOnlyList<object?> ReadAll(string text, YamlDialect dialect)
    {
        List<ValueSink> sinks = [];
        YamlReader.ReadAll(text, dialect, _ =>
        {
            sinks.Add(new ValueSink(WholeNumbers.Int64));
            return sinks[^1];
        });
        return [.. sinks.Select(sink => sink.Value)];
    }
}
