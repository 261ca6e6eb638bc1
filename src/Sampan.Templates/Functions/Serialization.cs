using System.Text;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Serialization;
using Sampan.Templates.Toml;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>Helm's and sprig's functions for YAML and JSON. Those without <c>must</c> give an empty text, or the error as data, instead of failing.</summary>
internal static class Serialization
{
    public static void AddTo(FunctionTable table)
    {
        table.Add("toYaml", [ParameterType.Any], (_, arguments) => OrEmpty(arguments[0], ToYaml));
        table.Add("mustToYaml", [ParameterType.Any], (_, arguments) => OrFail(arguments[0], ToYaml));
        table.Add("toYamlPretty", [ParameterType.Any], (_, arguments) => OrEmpty(arguments[0], value => TrimNewline(PrettyYaml.Write(value))));
        table.Add("fromYaml", [ParameterType.Text], (_, arguments) => MapOrError((string)arguments[0]!, ReadYaml, "error unmarshaling JSON: while decoding JSON: "));
        table.Add("fromYamlArray", [ParameterType.Text], (_, arguments) => ListOrError((string)arguments[0]!, ReadYaml, "error unmarshaling JSON: while decoding JSON: ", []));
        table.Add("toToml", [ParameterType.Any], (_, arguments) => ToToml(arguments[0]));
        table.Add("fromToml", [ParameterType.Text], (_, arguments) => FromToml((string)arguments[0]!));
        table.Add("toJson", [ParameterType.Any], (_, arguments) => OrEmpty(arguments[0], value => ToJson(value, escapesHtml: true, indents: false)));
        table.Add("mustToJson", [ParameterType.Any], (_, arguments) => OrFail(arguments[0], value => ToJson(value, escapesHtml: true, indents: false)));
        table.Add("toPrettyJson", [ParameterType.Any], (_, arguments) => OrEmpty(arguments[0], value => ToJson(value, escapesHtml: true, indents: true)));
        table.Add("mustToPrettyJson", [ParameterType.Any], (_, arguments) => OrFail(arguments[0], value => ToJson(value, escapesHtml: true, indents: true)));
        table.Add("toRawJson", [ParameterType.Any], (_, arguments) => OrFail(arguments[0], value => ToJson(value, escapesHtml: false, indents: false)));
        table.Add("mustToRawJson", [ParameterType.Any], (_, arguments) => OrFail(arguments[0], value => ToJson(value, escapesHtml: false, indents: false)));
        table.Add("fromJson", [ParameterType.Text], (_, arguments) => MapOrError((string)arguments[0]!, GoJsonReader.Parse, ""));
        table.Add("fromJsonArray", [ParameterType.Text], (_, arguments) => ListOrError((string)arguments[0]!, GoJsonReader.Parse, "", Lists.Nil));
        table.Add("mustFromJson", [ParameterType.Text], (_, arguments) => MustRead((string)arguments[0]!));
    }

    private static string ToYaml(object? value) => TrimNewline(Yaml.Write(value));

    private static string TrimNewline(string text) => text.EndsWith('\n') ? text[..^1] : text;

    private static string ToJson(object? value, bool escapesHtml, bool indents)
    {
        var text = new StringBuilder();
        ValueData.Push(value, new JsonTextSink(text, escapesHtml, indents), JsonKeyOrder.AsWritten, 0);
        return text.ToString();
    }

    /// <summary>What cannot be written gives the error's text.</summary>
    private static string ToToml(object? value)
    {
        try
        {
            return TomlWriter.Write(value ?? throw new FunctionException("reflect: call of reflect.Value.Type on zero Value"));
        }
        catch (UnencodableException exception)
        {
            return exception.Message;
        }
    }

    private static Dictionary<string, object?> FromToml(string text)
    {
        try
        {
            return TomlReader.Read(text);
        }
        catch (TomlException exception)
        {
            return new Dictionary<string, object?>(StringComparer.Ordinal) { ["Error"] = exception.Message };
        }
    }

    private static string OrEmpty(object? value, Func<object?, string> write)
    {
        try
        {
            return write(value);
        }
        catch (UnencodableException)
        {
            return "";
        }
    }

    private static string OrFail(object? value, Func<object?, string> write)
    {
        try
        {
            return write(value);
        }
        catch (UnencodableException exception)
        {
            throw new FunctionException(exception.Message);
        }
    }

    private static object? MustRead(string json)
    {
        try
        {
            var (value, error) = GoJsonReader.Parse(json);
            return error is null ? value : throw new FunctionException(error);
        }
        catch (FormatException exception)
        {
            throw new FunctionException(exception.Message);
        }
    }

    private static (object? Value, string? Error) ReadYaml(string text)
    {
        try
        {
            return (Yaml.Read(text), null);
        }
        catch (YamlSyntaxException exception)
        {
            throw new FormatException($"error converting YAML to JSON: {exception.Message}", exception);
        }
    }

    /// <summary>The map that the text holds; with the error under the key <c>Error</c>, if there is one.</summary>
    private static Dictionary<string, object?> MapOrError(string text, Func<string, (object? Value, string? Error)> read, string mismatchPrefix)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        try
        {
            var (value, error) = read(text);
            map = value as Dictionary<string, object?> ?? (value is null ? map : throw Mismatch(value, GoType.Map, mismatchPrefix));
            if (error is not null)
            {
                map["Error"] = error;
            }
        }
        catch (FormatException exception)
        {
            map["Error"] = exception.Message;
        }

        return map;
    }

    /// <summary>The list that the text holds, or one of the error alone.</summary>
    private static List<object?> ListOrError(string text, Func<string, (object? Value, string? Error)> read, string mismatchPrefix, List<object?> whenNull)
    {
        try
        {
            var (value, error) = read(text);
            var list = value as List<object?> ?? (value is null ? whenNull : throw Mismatch(value, GoType.List, mismatchPrefix));
            return error is null ? list : [error];
        }
        catch (FormatException exception)
        {
            return [exception.Message];
        }
    }

    private static FormatException Mismatch(object value, string wanted, string prefix)
    {
        var found = value switch
        {
            Dictionary<string, object?> => "object",
            List<object?> => "array",
            string => "string",
            bool => "bool",
            _ => "number",
        };
        return new FormatException($"{prefix}json: cannot unmarshal {found} into Go value of type {wanted}");
    }
}
