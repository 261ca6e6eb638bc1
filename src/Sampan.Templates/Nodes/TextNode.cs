using System.Text;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Nodes;

/// <summary>Text between actions.</summary>
internal sealed class TextNode(int position, string text) : StatementNode(position)
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
