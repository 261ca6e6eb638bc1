using System.Text;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Nodes;

/// <summary>Text between actions.</summary>
internal sealed class TextNode(int position, ReadOnlyMemory<char> text) : StatementNode(position)
{
    public override bool IsEmpty => text.Span.IsWhiteSpace();

    public override Flow Execute(ExecutionState state, Operand dot)
    {
        state.Current = this;
        state.Write(text.Span);
        return Flow.Next;
    }

    public override void Write(StringBuilder output) => output.Append(text);
}
