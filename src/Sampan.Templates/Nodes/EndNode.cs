using System.Text;

namespace Sampan.Templates.Nodes;

/// <summary>The end of a control, known to the parser alone.</summary>
internal sealed class EndNode(int position) : Node(position)
{
    public override void Write(StringBuilder text) => text.Append("{{end}}");
}

/// <summary>The middle of a control, known to the parser alone.</summary>
internal sealed class ElseNode(int position) : Node(position)
{
    public override void Write(StringBuilder text) => text.Append("{{else}}");
}
