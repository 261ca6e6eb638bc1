using System.Text;
using Sampan.Templates.Language;

namespace Sampan.Templates.Nodes;

/// <summary>The end of a control, known to the parser alone.</summary>
internal sealed class EndNode(TemplateSource source, int position) : Node(source, position)
{
    public override void Write(StringBuilder text) => text.Append("{{end}}");
}

/// <summary>The middle of a control, known to the parser alone.</summary>
internal sealed class ElseNode(TemplateSource source, int position) : Node(source, position)
{
    public override void Write(StringBuilder text) => text.Append("{{else}}");
}
