using System.Text;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Templates.Serialization;

/// <summary>Template values as YAML in the ways that Helm writes and reads it.</summary>
internal static class Yaml
{
    /// <summary>As sigs.k8s.io/yaml writes: through JSON, and read back from it as YAML.</summary>
    /// <exception cref="UnencodableException">The value has what JSON or YAML cannot say.</exception>
    public static string Write(object? value)
    {
        var text = new StringBuilder();
        ValueData.Push(value, new JsonAsYamlSink(new YamlWriter(text, YamlStyle.Kubernetes)), YamlStyle.Kubernetes.KeyOrder, 0);
        return text.ToString();
    }

    /// <summary>Reads a document into values, every number a float.</summary>
    /// <exception cref="YamlSyntaxException">The text is no YAML.</exception>
    public static object? Read(string text)
    {
        var sink = new ValueSink(WholeNumbers.Float, isJson: true);
        YamlReader.Read(text, YamlDialect.Kubernetes, sink);
        return sink.Value;
    }
}
