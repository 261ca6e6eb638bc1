using System.Collections;
using System.Globalization;
using System.Numerics;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Times;
using Sampan.Templates.Values;

namespace Sampan.Templates.Serialization;

/// <summary>Template values as a source of data, with the meaning that Go's encoding/json gives them: bytes are base64, times are text, structs have their JSON names.</summary>
public static class ValueData
{
    private const int MaximumDepth = 1000;

    /// <summary>Pushes a value's data into a sink, keys in the given order.</summary>
    /// <exception cref="FormatException">The value has what JSON cannot say, or contains itself.</exception>
    public static void Push(object? value, IDataSink sink, IComparer<string> keyOrder)
    {
        try
        {
            Push(value, sink, keyOrder, 0);
        }
        catch (UnencodableException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    internal static void Push(object? value, IDataSink sink, IComparer<string> keyOrder, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new UnencodableException("json: unsupported value: encountered a cycle");
        }

        switch (value)
        {
            case null:
                sink.Null();
                break;
            case string text:
                sink.Text(text);
                break;
            case bool boolean:
                sink.Boolean(boolean);
                break;
            case double or float:
                PushFloat(Convert.ToDouble(value, CultureInfo.InvariantCulture), sink);
                break;
            case nint number:
                sink.Integer(number);
                break;
            case ulong number when number > long.MaxValue:
                sink.LargeInteger(number);
                break;
            case long or int or uint or ulong or byte:
                sink.Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case Complex:
                throw new UnencodableException("json: unsupported type: complex128");
            case byte[] bytes:
                sink.Text(Convert.ToBase64String(bytes));
                break;
            case IDictionary map:
                PushMap(map, sink, keyOrder, depth);
                break;
            case IList list:
                PushList(list, sink, keyOrder, depth);
                break;
            case GoDuration duration:
                sink.Integer(duration.Nanoseconds);
                break;
            case IJsonText named:
                sink.Text(named.JsonText);
                break;
            case ITemplateObject named:
                PushStruct(named, sink, keyOrder, depth);
                break;
            default:
                sink.BeginMapping(0);
                sink.EndMapping();
                break;
        }
    }

    private static void PushFloat(double number, IDataSink sink)
    {
        if (!double.IsFinite(number))
        {
            throw new UnencodableException($"json: unsupported value: {FloatText.General(number)}");
        }

        sink.Float(number);
    }

    private static void PushMap(IDictionary map, IDataSink sink, IComparer<string> keyOrder, int depth)
    {
        var keys = new string[map.Count];
        map.Keys.CopyTo(keys, 0);
        Array.Sort(keys, keyOrder);
        sink.BeginMapping(keys.Length);
        foreach (var key in keys)
        {
            sink.Key(key);
            Push(map[key], sink, keyOrder, depth + 1);
        }

        sink.EndMapping();
    }

    private static void PushList(IList list, IDataSink sink, IComparer<string> keyOrder, int depth)
    {
        if (ReferenceEquals(list, Functions.Lists.Nil) || ReferenceEquals(list, Functions.Lists.NilTexts))
        {
            sink.Null();
            return;
        }

        sink.BeginSequence(list.Count);
        foreach (var item in list)
        {
            Push(item, sink, keyOrder, depth + 1);
        }

        sink.EndSequence();
    }

    private static void PushStruct(ITemplateObject named, IDataSink sink, IComparer<string> keyOrder, int depth)
    {
        IEnumerable<TemplateField> fields = named.JsonFields;
        if (!ReferenceEquals(keyOrder, JsonKeyOrder.AsWritten))
        {
            fields = fields.OrderBy(field => field.Name, keyOrder);
        }

        sink.BeginMapping(named.JsonFields.Count);
        foreach (var (name, value) in fields)
        {
            sink.Key(name);
            Push(value, sink, keyOrder, depth + 1);
        }

        sink.EndMapping();
    }
}
