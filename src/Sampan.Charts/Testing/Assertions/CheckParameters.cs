using Sampan.Charts.Testing.Suites;

namespace Sampan.Charts.Testing.Assertions;

/// <summary>The parameters of an assertion: their names in any case, their types not converted.</summary>
internal sealed class CheckParameters(SuiteFields fields)
{
    public object? Value(string name) => fields.Value(NameOf(name));

    public string Text(string name) => Value(name) switch
    {
        null => "",
        string text => text,
        _ => throw fields.Error($"{name} has to be a text: put it in quotes", NameOf(name)),
    };

    public bool Flag(string name) => fields.Flag(NameOf(name));

    public long? Number(string name) => fields.Number(NameOf(name));

    public IReadOnlyList<string> Texts(string name) => fields.Texts(NameOf(name));

    public CheckParameters Nested(string name) => new(fields.Fields(NameOf(name)));

    private string NameOf(string name) => fields.Entries.Select(entry => entry.Key).FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase), name);
}
