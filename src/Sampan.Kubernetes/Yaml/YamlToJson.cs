using System.Buffers;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Yaml;

/// <summary>YAML as Kubernetes reads it, turned into JSON.</summary>
public static class YamlToJson
{
    /// <summary>The first document as compact UTF-8 JSON, keys in the order of the text; <c>null</c> for an empty text.</summary>
    /// <exception cref="YamlSyntaxException">The text is no YAML, or holds what JSON cannot say.</exception>
    public static byte[] Convert(string yaml)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(256, yaml.Length));
        using (var writer = new Utf8JsonWriter(buffer, JsonEncoding.WriterOptions with { MaxDepth = 1001 }))
        {
            YamlReader.Read(yaml, YamlDialect.Kubernetes, new JsonDataSink(writer));
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Every document as compact UTF-8 JSON, with the line (from 1) that it begins on.</summary>
    /// <exception cref="YamlSyntaxException">The text is no YAML, or holds what JSON cannot say.</exception>
    public static IReadOnlyList<(byte[] Json, int Line)> ConvertAll(string yaml)
    {
        List<(byte[] Json, int Line)> documents = [];
        var buffer = new ArrayBufferWriter<byte>(Math.Max(256, yaml.Length));
        using var writer = new Utf8JsonWriter(buffer, JsonEncoding.WriterOptions with { MaxDepth = 1001 });
        var line = 0;
        void Finish()
        {
            writer.Flush();
            if (buffer.WrittenCount > 0)
            {
                documents.Add((buffer.WrittenSpan.ToArray(), line));
                buffer.ResetWrittenCount();
                writer.Reset();
            }
        }

        YamlReader.ReadAll(yaml, YamlDialect.Kubernetes, start =>
        {
            Finish();
            line = start;
            return new JsonDataSink(writer);
        });
        Finish();
        return documents;
    }
}
