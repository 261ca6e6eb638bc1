using System.Globalization;
using System.Text;
using Sampan.Templates.Serialization;

namespace Sampan.Charts.Text;

/// <summary>JSON as Go's encoding/json writes structs: fields in their own order, characters of HTML escaped.</summary>
public static class GoJson
{
    /// <summary>Plain data (maps, lists, texts, booleans, numbers, null) as JSON, compact or indented by two; maps keep the order of their entries.</summary>
    public static string Write(object? value, bool indents = false)
    {
        var text = new StringBuilder();
        Push(value, new JsonTextSink(text, escapesHtml: true, indents));
        return text.ToString();
    }

    private static void Push(object? value, JsonTextSink sink)
    {
        switch (value)
        {
            case null:
                sink.Null();
                break;
            case string text:
                sink.Text(text);
                break;
            case bool flag:
                sink.Boolean(flag);
                break;
            case double number:
                sink.Float(number);
                break;
            case Dictionary<string, object?> map:
                sink.BeginMapping(map.Count);
                foreach (var (key, item) in map)
                {
                    sink.Key(key);
                    Push(item, sink);
                }

                sink.EndMapping();
                break;
            case List<object?> list:
                sink.BeginSequence(list.Count);
                foreach (var item in list)
                {
                    Push(item, sink);
                }

                sink.EndSequence();
                break;
            default:
                sink.Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
