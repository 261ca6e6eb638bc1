using System.Text;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Nodes;

/// <summary>One stage of a pipeline: a function with its arguments, or a single value.</summary>
internal sealed class CommandNode(int position, OperandNode[] arguments) : Node(position)
{
    /// <summary>At least one.</summary>
    public OperandNode[] Arguments => arguments;

    public Operand Evaluate(ExecutionState state, Operand dot, Operand final) =>
        arguments[0].EvaluateCommand(state, dot, this, final);

    public override void Write(StringBuilder text)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            text.Append(i > 0 ? " " : "");
            if (arguments[i] is PipeNode pipe)
            {
                text.Append('(');
                pipe.Write(text);
                text.Append(')');
            }
            else
            {
                arguments[i].Write(text);
            }
        }
    }
}
