using System.Text;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Serialization;

namespace Sampan.Charts.Text;

/// <summary>YAML text as plain data, with Helm's message where it is no YAML.</summary>
public static class YamlData
{
    /// <summary>The first document; null for an empty text. Throws <see cref="ChartException"/>.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="keepWholeNumbers">Whether whole numbers are <c>long</c>, else <c>double</c> as all numbers.</param>
    /// <param name="fields">The fields of the outermost map that are wanted; null: all.</param>
    internal static object? Read(string text, bool keepWholeNumbers, string[]? fields = null)
    {
        var sink = new ValueSink(keepWholeNumbers ? WholeNumbers.Int64 : WholeNumbers.Float, isJson: true);
        try
        {
            YamlReader.Read(text, YamlDialect.Kubernetes, fields is null ? sink : new NamedFieldsSink(sink, fields));
            return sink.Value;
        }
        catch (YamlSyntaxException exception)
        {
            throw new ChartException($"error converting YAML to JSON: {exception.Message}", cause: exception);
        }
    }

    /// <summary>Plain data (maps, lists, texts, booleans, numbers, null) as YAML, as Kubernetes' library writes it: keys in its order, a line feed at the end.</summary>
    public static string Write(object? data)
    {
        var text = new StringBuilder();
        Push(data, new YamlWriter(text, YamlStyle.Kubernetes), YamlStyle.Kubernetes);
        return text.ToString();
    }

    /// <summary>Writes a value, its keys in the style's order.</summary>
    internal static void Push(object? value, YamlWriter writer, YamlStyle style)
    {
        switch (value)
        {
            case Dictionary<string, object?> map:
                writer.BeginMapping(map.Count);
                foreach (var (key, item) in map.OrderBy(entry => entry.Key, style.KeyOrder))
                {
                    writer.Key(key);
                    Push(item, writer, style);
                }

                writer.EndMapping();
                break;
            case List<object?> list:
                writer.BeginSequence(list.Count);
                foreach (var item in list)
                {
                    Push(item, writer, style);
                }

                writer.EndSequence();
                break;
            case string text:
                writer.Text(text);
                break;
            case bool flag:
                writer.Boolean(flag);
                break;
            case double number when style != YamlStyle.Helmfile && double.IsInteger(number) && Math.Abs(number) < 1e15:
                writer.Integer((long)number);
                break;
            case double number:
                writer.Float(number);
                break;
            case long number:
                writer.Integer(number);
                break;
            default:
                writer.Null();
                break;
        }
    }
}
