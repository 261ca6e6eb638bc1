using System.Globalization;

namespace Sampan.Charts.Testing.Suites;

using Map = Dictionary<string, object?>;

/// <summary>A mapping of a suite file, read field by field; what is not what it should be is an error with its place.</summary>
internal sealed class SuiteFields(Map fields, object[] path, SuiteText text)
{
    public ChartException Error(string what) => text.Error(what, path);

    public ChartException Error(string what, string name) => text.Error(what, [.. path, name]);

    /// <summary>Throws for a field that is none of these.</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach (var name in fields.Keys)
        {
            if (!names.Contains(name))
            {
                throw Error($"field {name} is not known here: there are {string.Join(", ", names.ToArray())}", name);
            }
        }
    }

    public bool Has(string name) => fields.ContainsKey(name);

    public object? Value(string name) => fields.GetValueOrDefault(name);

    /// <summary>A text; numbers and booleans count as what they are written like.</summary>
    public string Text(string name, string absent = "") => Value(name) switch
    {
        null => absent,
        Map or List<object?> => throw Error($"{name} has to be a text", name),
        var value => ScalarText(value),
    };

    public IReadOnlyList<string> Texts(string name) =>
        [.. Items(name).Select(item => item.Value is null or Map or List<object?> ? throw text.Error($"{name} has to be a list of texts", item.Path) : ScalarText(item.Value))];

    public bool Flag(string name) => Value(name) switch
    {
        null => false,
        bool flag => flag,
        _ => throw Error($"{name} has to be true or false", name),
    };

    public long? Number(string name) => Value(name) switch
    {
        null => null,
        long number => number,
        _ => throw Error($"{name} has to be a whole number", name),
    };

    /// <summary>A mapping; an empty one when it is absent.</summary>
    public SuiteFields Fields(string name) => Value(name) switch
    {
        null => new SuiteFields([], [.. path, name], text),
        Map map => new SuiteFields(map, [.. path, name], text),
        _ => throw Error($"{name} has to be a mapping", name),
    };

    /// <summary>The entries in the order of the file.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Entries => fields;

    /// <summary>A list's items, each with its place; none when it is absent.</summary>
    public IEnumerable<(object? Value, object[] Path)> Items(string name) => Value(name) switch
    {
        null => [],
        List<object?> list => list.Select((item, index) => (item, (object[])[.. path, name, index])),
        _ => throw Error($"{name} has to be a list", name),
    };

    /// <summary>A list's items as mappings; those that are null are left out.</summary>
    public IEnumerable<SuiteFields> Mappings(string name) => Items(name).Where(item => item.Value is not null).Select(item =>
        item.Value is Map map ? new SuiteFields(map, item.Path, text) : throw text.Error($"{name} has to be a list of mappings", item.Path));

    public static string ScalarText(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
