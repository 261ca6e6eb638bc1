using System.Collections;
using System.Globalization;
using System.Text;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Times;
using Sampan.Templates.Values;

namespace Sampan.Templates.Serialization;

/// <summary>Template values as yaml.v3 writes them directly: floats stay floats, structs have their field names in lower case.</summary>
internal static class PrettyYaml
{
    private const int MaximumDepth = 1000;

    /// <exception cref="UnencodableException">The value has what YAML cannot say.</exception>
    public static string Write(object? value)
    {
        var text = new StringBuilder();
        Push(value, new YamlWriter(text, YamlStyle.Helmfile), 0);
        return text.ToString();
    }

    private static void Push(object? value, YamlWriter writer, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new UnencodableException("yaml: exceeded max depth");
        }

        switch (value)
        {
            case double number:
                writer.Float(number);
                break;
            case GoTime time:
                writer.Word(time.Rfc3339());
                break;
            case GoDuration duration:
                writer.Text(duration.ToString());
                break;
            case byte[] bytes:
                PushList(bytes, writer, depth);
                break;
            case IDictionary map:
                PushMap(map, writer, depth);
                break;
            case IList list:
                PushList(list, writer, depth);
                break;
            case IJsonText:
                ValueData.Push(value, writer, YamlStyle.Helmfile.KeyOrder, depth);
                break;
            case ITemplateObject named:
                PushStruct(named, writer, depth);
                break;
            default:
                ValueData.Push(value, writer, YamlStyle.Helmfile.KeyOrder, depth);
                break;
        }
    }

    private static void PushMap(IDictionary map, YamlWriter writer, int depth)
    {
        var keys = new string[map.Count];
        map.Keys.CopyTo(keys, 0);
        Array.Sort(keys, YamlStyle.Helmfile.KeyOrder);
        writer.BeginMapping(keys.Length);
        foreach (var key in keys)
        {
            writer.Key(key);
            Push(map[key], writer, depth + 1);
        }

        writer.EndMapping();
    }

    private static void PushList(IList list, YamlWriter writer, int depth)
    {
        writer.BeginSequence(list.Count);
        foreach (var item in list)
        {
            Push(item, writer, depth + 1);
        }

        writer.EndSequence();
    }

    private static void PushStruct(ITemplateObject named, YamlWriter writer, int depth)
    {
        writer.BeginMapping(named.Fields.Count);
        foreach (var (name, value) in named.Fields)
        {
            writer.Key(name.ToLower(CultureInfo.InvariantCulture));
            Push(value, writer, depth + 1);
        }

        writer.EndMapping();
    }
}
