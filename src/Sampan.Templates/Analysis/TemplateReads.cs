namespace Sampan.Templates.Analysis;

/// <summary>What a template reads of its data, and which templates it calls.</summary>
public sealed class TemplateReads
{
    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldRead> _fields = new(StringComparer.Ordinal);

    /// <summary>The fields that it reads, each once.</summary>
    public IReadOnlyCollection<FieldRead> Fields => _fields.Values;

    /// <summary>The templates that it calls by their names.</summary>
    public IReadOnlySet<string> Calls => _calls;

    /// <summary>Whether it calls templates whose names are made while it is executed.</summary>
    public bool CallsOthers { get; internal set; }

    internal void Call(string name) => _calls.Add(name);

    internal void Read(string[] path, bool isWhole)
    {
        var key = string.Join('\0', path);
        if (!_fields.TryGetValue(key, out var known) || (isWhole && !known.IsWhole))
        {
            _fields[key] = new FieldRead(path, isWhole);
        }
    }
}
