namespace Sampan.Kubernetes.Yaml;

/// <summary>Text that is not the YAML it should be. The message reads as go-yaml's, such as <c>yaml: line 2: did not find expected key</c>.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="line">The line, from 1; 0 where none is known.</param>
/// <param name="column">The column, from 1; 0 where none is known.</param>
public sealed class YamlSyntaxException(string message, int line, int column) : Exception(message)
{
    /// <summary>The line, from 1; 0 where none is known.</summary>
    public int Line { get; } = line;

    /// <summary>The column, from 1; 0 where none is known.</summary>
    public int Column { get; } = column;
}
