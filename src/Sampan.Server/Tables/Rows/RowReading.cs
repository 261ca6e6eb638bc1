using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Server.Tables.Rows;

/// <summary>What the rows of several kinds read alike.</summary>
internal static class RowReading
{
    public const string None = "<none>";

    public static string Name(this JsonElement root) => root.Member("metadata")?.StringOrEmpty("name") ?? "";

    public static bool IsDeleted(this JsonElement root) => root.Member("metadata")?.Member("deletionTimestamp") is not null;

    public static JsonElement Spec(this JsonElement root) => root.Member("spec") ?? default;

    public static JsonElement Status(this JsonElement root) => root.Member("status") ?? default;

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    /// <summary>A number or text field as text, empty where absent.</summary>
    public static string Text(this JsonElement element, string name) => element.Member(name)?.ToString() ?? "";

    public static int Count(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Array } array => array.GetArrayLength(),
        { ValueKind: JsonValueKind.Object } map => map.GetPropertyCount(),
        _ => 0,
    };

    public static IEnumerable<string> Strings(this JsonElement element, string name)
    {
        foreach (var item in element.Items(name))
        {
            yield return item.ToString();
        }
    }

    /// <summary>Names and images of a pod spec's containers.</summary>
    public static (string Names, string Images) Containers(JsonElement? podSpec)
    {
        List<string> names = [];
        List<string> images = [];
        foreach (var container in (podSpec ?? default).Items("containers"))
        {
            names.Add(container.StringOrEmpty("name"));
            images.Add(container.StringOrEmpty("image"));
        }

        return (string.Join(',', names), string.Join(',', images));
    }

    /// <summary>A map of labels, sorted; <c>&lt;none&gt;</c> where empty.</summary>
    public static string Labels(JsonElement element, string name) =>
        OrNone(string.Join(',', element.StringMap(name).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")));

    /// <summary>A LabelSelector in text form; <c>&lt;none&gt;</c> where it is absent or selects everything.</summary>
    public static string Selector(JsonElement? selector)
    {
        try
        {
            return selector is null ? None : OrNone(LabelSelector.Of(selector).ToString());
        }
        catch (FormatException)
        {
            return "<error>";
        }
    }

    /// <summary>True, False or Unknown of a condition; null where the object has none of that type.</summary>
    public static JsonElement? Condition(this JsonElement status, string type)
    {
        foreach (var condition in status.Items("conditions"))
        {
            if (condition.StringOrEmpty("type") == type)
            {
                return condition;
            }
        }

        return null;
    }

    public static bool HasCondition(this JsonElement status, string type) => status.Condition(type)?.StringOrEmpty("status") == "True";
}
