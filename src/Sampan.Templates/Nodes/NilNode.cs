using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Nodes;

/// <summary>The word <c>nil</c>: an argument, never a command.</summary>
internal sealed class NilNode(int position) : OperandNode(position)
{
    public override Operand EvaluateCommand(ExecutionState state, Operand dot, CommandNode command, Operand final)
    {
        state.Current = this;
        ExpectNoArguments(state, command.Arguments, final);
        throw state.Error("nil is not a command");
    }

    public override object? EvaluateArgument(ExecutionState state, Operand dot, ParameterType type)
    {
        state.Current = this;
        return type.CanBeNil ? null : throw state.Error($"cannot assign nil to {type.Name}");
    }

    public override void Write(StringBuilder text) => text.Append("nil");
}
