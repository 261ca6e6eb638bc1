using System.Globalization;
using System.Text.Json.Nodes;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>Typed reading of a mapping: an absent or null field is its type's empty value, one of another type an error.</summary>
internal sealed class FieldReader(Map fields, FieldPath? path, DeclarationText text)
{
    public Map Fields => fields;

    public bool Has(string key) => fields.GetValueOrDefault(key) is not null;

    /// <summary>A string field; numbers and booleans are taken as written by YAML (a version such as <c>1.0</c> should be quoted).</summary>
    public string Text(string key) => fields.GetValueOrDefault(key) is { } value ? new FieldEntry(value, path / key, text).AsText() : "";

    public string RequiredText(string key) =>
        Text(key) is { Length: > 0 } value ? value : throw text.Error($"{key} is missing", path is null ? new FieldPath(null, key) : path);

    public bool? Boolean(string key) => fields.GetValueOrDefault(key) switch
    {
        null => null,
        bool value => value,
        var other => throw text.Error($"must be true or false, not {Describe(other)}", path / key),
    };

    public long? Integer(string key) => fields.GetValueOrDefault(key) switch
    {
        null => null,
        long value => value,
        var other => throw text.Error($"must be a whole number, not {Describe(other)}", path / key),
    };

    public FieldReader Section(string key) => fields.GetValueOrDefault(key) is { } value
        ? new FieldEntry(value, path / key, text).AsMap()
        : new FieldReader([], path / key, text);

    public IEnumerable<(string Key, FieldEntry Entry)> Entries() =>
        fields.Select(field => (field.Key, new FieldEntry(field.Value, path / field.Key, text)));

    public IReadOnlyList<FieldEntry> Items(string key)
    {
        switch (fields.GetValueOrDefault(key))
        {
            case null:
                return [];
            case List<object?> list:
                var listPath = path / key;
                return [.. list.Select((item, index) => new FieldEntry(item, listPath.Item(index), text))];
            case var other:
                throw text.Error($"must be a list, not {Describe(other)}", path / key);
        }
    }

    public IEnumerable<string> Texts(string key) => Items(key).Select(item => item.AsText());

    public JsonObject ToJson() => (JsonObject)FieldEntry.ToJson(fields)!;

    internal static string Describe(object? value) => value switch
    {
        null => "nothing",
        Map => "a mapping",
        List<object?> => "a list",
        string => "text",
        bool boolean => boolean ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
