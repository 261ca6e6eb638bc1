namespace Sampan.Templates.Toml;

/// <summary>The tables of a document as its headers open them.</summary>
internal sealed class TomlDocument
{
    private readonly TomlTable _root = new([]);

    public TomlDocument() => Current = _root;

    /// <summary>The table that lines add to.</summary>
    public TomlTable Current { get; private set; }

    public Dictionary<string, object?> Root => _root.Values;

    /// <summary>Opens a table; says what is in the way, if something is.</summary>
    public string? OpenTable(List<string> key)
    {
        if (Parent(key) is not { } parent || parent.Child(key[^1]) is not { } table || table.IsDefined || table.Siblings is not null)
        {
            return $"Key '{string.Join('.', key)}' has already been defined.";
        }

        table.IsDefined = true;
        Current = table;
        return null;
    }

    /// <summary>Opens a new table of an array; says what is in the way, if something is.</summary>
    public string? OpenArray(List<string> key)
    {
        if (Parent(key) is not { } parent)
        {
            return $"Key '{string.Join('.', key)}' has already been defined.";
        }

        if (parent.Append(key[^1]) is not { } table)
        {
            return $"Key '{string.Join('.', key)}' was already created and cannot be used as an array.";
        }

        Current = table;
        return null;
    }

    private TomlTable? Parent(List<string> key)
    {
        var table = _root;
        for (var i = 0; i < key.Count - 1 && table is not null; i++)
        {
            table = table.Child(key[i]);
        }

        return table;
    }
}
