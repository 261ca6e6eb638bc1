using System.Text;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Nodes;

/// <summary><c>{{break}}</c> or <c>{{continue}}</c>.</summary>
internal sealed class LoopControlNode(int position, string word) : StatementNode(position)
{
    private readonly Flow _flow = word == "break" ? Flow.Break : Flow.Continue;

    public override Flow Execute(ExecutionState state, Operand dot)
    {
        state.Current = this;
        return _flow;
    }

    public override void Write(StringBuilder text) => text.Append("{{").Append(word).Append("}}");
}
