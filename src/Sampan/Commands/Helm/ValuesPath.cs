using System.Globalization;
using System.Text;
using Sampan.Templates;
using Sampan.Templates.Functions;

namespace Sampan.Commands.Helm;

/// <summary><c>helm show values --jsonpath</c>: texts, and in braces the paths of values (<c>{.a.b[0]['c.d']}</c>).</summary>
internal static class ValuesPath
{
    /// <summary>The text with the values in the paths' places; throws <see cref="HelmException"/>.</summary>
    public static string Print(string template, IReadOnlyDictionary<string, object?>? values)
    {
        var text = new StringBuilder();
        for (var position = 0; position < template.Length;)
        {
            var open = template.IndexOf('{', position);
            if (open < 0)
            {
                return text.Append(template.AsSpan(position)).ToString();
            }

            var close = template.IndexOf('}', open);
            if (close < 0)
            {
                throw new HelmException($"error parsing jsonpath {template}: unclosed action");
            }

            text.Append(template.AsSpan(position, open - position)).Append(Format(Follow(template[(open + 1)..close].Trim(), values)));
            position = close + 1;
        }

        return text.ToString();
    }

    private static object? Follow(string path, object? value)
    {
        foreach (var step in Steps(path.TrimStart('$')))
        {
            value = value switch
            {
                IReadOnlyDictionary<string, object?> map => map.GetValueOrDefault(step),
                List<object?> list when int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) => list.ElementAtOrDefault(index < 0 ? list.Count + index : index),
                _ => null,
            };
        }

        return value;
    }

    private static string[] Steps(string path) =>
        path.Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal).Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Split('.', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>As Kubernetes prints found values: texts as they are, maps and lists as JSON.</summary>
    private static string Format(object? value)
    {
        if (value is string text)
        {
            return text;
        }

        var set = new TemplateSet(FunctionTable.Helm);
        set.Parse("json", "{{ if . | kindIs \"invalid\" }}{{ else }}{{ toJson . }}{{ end }}");
        return set.Execute("json", value, ExecutionOptions.Default);
    }
}
