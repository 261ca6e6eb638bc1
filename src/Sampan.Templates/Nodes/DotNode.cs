using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Nodes;

/// <summary>The dot.</summary>
internal sealed class DotNode(int position) : OperandNode(position)
{
    public override Operand EvaluateCommand(ExecutionState state, Operand dot, CommandNode command, Operand final)
    {
        state.Current = this;
        ExpectNoArguments(state, command.Arguments, final);
        return dot;
    }

    public override object? EvaluateArgument(ExecutionState state, Operand dot, ParameterType type)
    {
        state.Current = this;
        return type.Check(state, dot);
    }

    public override void Write(StringBuilder text) => text.Append('.');
}
