namespace Sampan.Templates.Toml;

/// <summary>A table that is being read: its values, and which of them later lines may still add to.</summary>
internal sealed class TomlTable(IReadOnlyList<string> path)
{
    private readonly Dictionary<string, TomlTable> _open = new(StringComparer.Ordinal);

    public Dictionary<string, object?> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys that lead to the table.</summary>
    public IReadOnlyList<string> Path { get; } = path;

    /// <summary>Whether a header has defined the table: none may do so again.</summary>
    public bool IsDefined { get; set; }

    /// <summary>The tables of an array of tables, the last of which is open.</summary>
    public List<Dictionary<string, object?>>? Siblings { get; private set; }

    /// <summary>Sets the value at a dotted key; gives the key in conflict, if there is one.</summary>
    public string? Set(List<string> key, object? value)
    {
        var table = this;
        for (var i = 0; i < key.Count - 1; i++)
        {
            if (table.Child(key[i]) is not { } child)
            {
                return string.Join('.', Path.Concat(key.Take(i + 1)));
            }

            table = child;
            table.IsDefined = true;
        }

        return table.Values.TryAdd(key[^1], value) ? null : string.Join('.', Path.Concat(key));
    }

    /// <summary>The open table of that name, made if there is none; null where the name is of something else.</summary>
    public TomlTable? Child(string name)
    {
        if (_open.TryGetValue(name, out var known))
        {
            return known;
        }

        var child = new TomlTable([.. Path, name]);
        if (!Values.TryAdd(name, child.Values))
        {
            return null;
        }

        return _open[name] = child;
    }

    /// <summary>A new table at the end of the array of that name; null where the name is of something else.</summary>
    public TomlTable? Append(string name)
    {
        var siblings = _open.GetValueOrDefault(name)?.Siblings;
        if (siblings is null)
        {
            siblings = [];
            if (!Values.TryAdd(name, siblings))
            {
                return null;
            }
        }

        var table = new TomlTable([.. Path, name]) { Siblings = siblings };
        siblings.Add(table.Values);
        return _open[name] = table;
    }
}
