using System.Globalization;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Text;

/// <summary>
/// Reads the fields of a YAML map as sigs.k8s.io/yaml decodes them into a Go struct: a number or boolean where text is
/// wanted becomes text, names match whatever their case, null is absent, and what does not fit is Go's message.
/// </summary>
internal sealed class StructReader
{
    private readonly Dictionary<string, object?> _fields;
    private readonly string _typeName;
    private readonly string _path;

    private StructReader(Dictionary<string, object?> fields, string typeName, string path)
    {
        _fields = fields;
        _typeName = typeName;
        _path = path;
    }

    /// <summary>Reads a YAML text; null for an empty one. <paramref name="package"/> is the Go package of the type, <paramref name="only"/> the fields that are asked for: null for all.</summary>
    public static StructReader? Read(string yaml, string package, string typeName, string[]? only = null) => YamlData.Read(yaml, keepWholeNumbers: true, only) switch
    {
        null => null,
        Dictionary<string, object?> fields => new StructReader(fields, typeName, ""),
        var other => throw new ChartException($"error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {GoText.JsonKind(other)} into Go value of type {package}.{typeName}"),
    };

    /// <summary>A text; <paramref name="absent"/> where there is none.</summary>
    public string Text(string name, string absent = "") =>
        Find(name) is { } value ? ToText(value, name) : absent;

    public bool Flag(string name, bool absent = false) => Find(name) switch
    {
        null => absent,
        bool flag => flag,
        var other => throw Mismatch(other, name, "bool"),
    };

    public IReadOnlyList<string> Texts(string name) =>
        [.. Items(name, "[]string").Select(item => item is null ? "" : ToText(item, name))];

    public IReadOnlyList<object?> Items(string name, string goType) => Find(name) switch
    {
        null => [],
        List<object?> items => items,
        var other => throw Mismatch(other, name, goType),
    };

    public IReadOnlyDictionary<string, string> TextMap(string name)
    {
        switch (Find(name))
        {
            case null:
                return new Dictionary<string, string>();
            case Dictionary<string, object?> map:
                return map.ToDictionary(entry => entry.Key, entry => entry.Value is null ? "" : ToText(entry.Value, name), StringComparer.Ordinal);
            case var other:
                throw Mismatch(other, name, "map[string]string");
        }
    }

    /// <summary>A nested struct; null where there is none.</summary>
    public StructReader? Struct(string name, string typeName, string goType) => Find(name) switch
    {
        null => null,
        Dictionary<string, object?> fields => new StructReader(fields, typeName, $"{_path}{name}."),
        var other => throw Mismatch(other, name, goType),
    };

    /// <summary>A list of structs, an entry that is null kept as null; null where there is no list.</summary>
    public IReadOnlyList<StructReader?>? Structs(string name, string typeName, string goType) => Find(name) switch
    {
        null => null,
        List<object?> items => [.. items.Select(item => item switch
        {
            null => null,
            Dictionary<string, object?> fields => new StructReader(fields, typeName, $"{_path}{name}."),
            _ => throw Mismatch(item, name, goType[2..].TrimStart('*')),
        })],
        var other => throw Mismatch(other, name, goType),
    };

    /// <summary>A map of lists of structs, an entry that is null kept as null; empty where there is none.</summary>
    public IEnumerable<(string Key, IReadOnlyList<StructReader?> Items)> StructLists(string name, string typeName, string goType)
    {
        if (Find(name) is not { } value)
        {
            yield break;
        }

        var map = value as Dictionary<string, object?> ?? throw Mismatch(value, name, $"map[string]{goType}");
        foreach (var key in map.Keys)
        {
            yield return (key, new StructReader(map, typeName, $"{_path}{name}.").Structs(key, typeName, $"[]{goType}") ?? []);
        }
    }

    private object? Find(string name)
    {
        if (_fields.TryGetValue(name, out var value))
        {
            return value;
        }

        return _fields.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    private string ToText(object value, string name) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => FloatText.General(number),
        _ => throw Mismatch(value, name, "string"),
    };

    private ChartException Mismatch(object value, string name, string goType) =>
        new($"error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {GoText.JsonKind(value)} into Go struct field {_typeName}.{_path}{name} of type {goType}");
}
