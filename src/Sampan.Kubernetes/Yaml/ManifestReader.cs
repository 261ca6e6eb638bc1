using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Yaml;

/// <summary>Reads texts of one or more Kubernetes objects, YAML documents or JSON.</summary>
public static class ManifestReader
{
    /// <summary>The objects of the text, in order; documents without content are skipped, lists are not taken apart.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it came from, for messages.</param>
    /// <exception cref="YamlSyntaxException">The text is no YAML, or a document is no mapping; the message begins with the source.</exception>
    public static IReadOnlyList<Manifest> Read(string text, string source)
    {
        try
        {
            List<Manifest> manifests = [];
            foreach (var (json, line) in YamlToJson.ConvertAll(text))
            {
                switch (json[0])
                {
                    case (byte)'{':
                        manifests.Add(new Manifest(KubernetesObject.FromTrusted(json), source, line));
                        break;
                    case (byte)'n':
                        break;
                    default:
                        throw new YamlSyntaxException($"line {line}: a Kubernetes object is a mapping with apiVersion and kind", line, 1);
                }
            }

            return manifests;
        }
        catch (YamlSyntaxException exception)
        {
            throw new YamlSyntaxException($"{source}: {exception.Message}", exception.Line, exception.Column);
        }
    }
}
