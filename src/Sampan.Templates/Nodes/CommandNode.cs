using System.Text;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Nodes;

/// <summary>One stage of a pipeline: a function with its arguments, or a single value.</summary>
internal sealed class CommandNode(int position) : Node(position)
{
    public List<OperandNode> Arguments { get; } = [];

    public Operand Evaluate(ExecutionState state, Operand dot, Operand final) =>
        Arguments[0].EvaluateCommand(state, dot, this, final);

    public override void Write(StringBuilder text)
    {
        for (var i = 0; i < Arguments.Count; i++)
        {
            text.Append(i > 0 ? " " : "");
            if (Arguments[i] is PipeNode pipe)
            {
                text.Append('(');
                pipe.Write(text);
                text.Append(')');
            }
            else
            {
                Arguments[i].Write(text);
            }
        }
    }
}
