using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Language;

namespace Sampan.Templates.Nodes;

/// <summary>Text between actions.</summary>
internal sealed class TextNode(TemplateSource source, int position, string text) : StatementNode(source, position)
{
    public override bool IsEmpty => string.IsNullOrWhiteSpace(text);

    public override Flow Execute(ExecutionState state, Operand dot)
    {
        state.Current = this;
        state.Write(text);
        return Flow.Next;
    }

    public override void Write(StringBuilder output) => output.Append(text);
}
