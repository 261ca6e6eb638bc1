namespace Sampan.Kubernetes.Yaml.Scanning;

/// <summary>A token of YAML.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">The line that it begins on, from 0.</param>
/// <param name="Column">The column that it begins at, from 0.</param>
/// <param name="Characters">A scalar's content, an anchor's name, a tag's or directive's handle.</param>
/// <param name="Suffix">A tag's suffix, a tag directive's prefix.</param>
/// <param name="Plain">Whether a scalar was written without quotes, on the lines of its parents.</param>
internal readonly record struct YamlToken(YamlTokenKind Kind, int Line, int Column, ReadOnlyMemory<char> Characters = default, string Suffix = "", bool Plain = false)
{
    /// <summary>The characters as a string of their own.</summary>
    public string Text => Characters.ToString();
}
