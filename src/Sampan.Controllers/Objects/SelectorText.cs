using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Objects;

/// <summary>A label selector as Go prints the structure, which is how events and conditions name it.</summary>
internal static class SelectorText
{
    /// <summary>The text of a selector; <c>nil</c> where there is none.</summary>
    public static string Of(JsonElement? selector)
    {
        if (selector is not { ValueKind: JsonValueKind.Object } json)
        {
            return "nil";
        }

        var labels = json.StringMap("matchLabels").OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}: {label.Value},");
        var expressions = json.Items("matchExpressions").Select(expression =>
            $"LabelSelectorRequirement{{Key:{expression.StringOrEmpty("key")},Operator:{expression.StringOrEmpty("operator")},Values:[{string.Join(' ', expression.Items("values").Select(value => value.GetString()))}],}},");
        return $"&LabelSelector{{MatchLabels:map[string]string{{{string.Concat(labels)}}},MatchExpressions:[]LabelSelectorRequirement{{{string.Concat(expressions)}}},}}";
    }
}
