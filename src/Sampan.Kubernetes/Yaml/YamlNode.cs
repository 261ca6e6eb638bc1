namespace Sampan.Kubernetes.Yaml;

/// <summary>A node of a document as written: tags and scalars not resolved yet, aliases pointing to their anchors.</summary>
internal sealed class YamlNode(YamlNodeKind kind, int line, int column)
{
    public YamlNodeKind Kind { get; } = kind;

    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>The tag in its short form (<c>!!int</c>), or empty.</summary>
    public string Tag { get; init; } = "";

    /// <summary>A scalar's characters; an alias' name.</summary>
    public ReadOnlyMemory<char> Characters { get; init; }

    /// <summary>The characters as a string of their own.</summary>
    public string Text => Characters.ToString();

    /// <summary>Whether a scalar without a tag is resolved by its text: it was written without quotes.</summary>
    public bool Plain { get; init; }

    /// <summary>A sequence's items; a mapping's keys and values in turn.</summary>
    public List<YamlNode> Children { get; } = kind is YamlNodeKind.Mapping or YamlNodeKind.Sequence ? [] : NoChildren;

    /// <summary>The anchored node that an alias stands for.</summary>
    public YamlNode? Target { get; init; }

    private static readonly List<YamlNode> NoChildren = [];
}

internal enum YamlNodeKind
{
    Scalar,
    Mapping,
    Sequence,
    Alias,
}
