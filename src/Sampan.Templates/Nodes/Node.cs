using System.Text;

namespace Sampan.Templates.Nodes;

/// <summary>A node of a template: where it stands, and how Go would write it, which is how messages show it.</summary>
internal abstract class Node(int position)
{
    public int Position { get; } = position;

    /// <summary>Writes the node as Go's parser prints it.</summary>
    public abstract void Write(StringBuilder text);

    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }
}
