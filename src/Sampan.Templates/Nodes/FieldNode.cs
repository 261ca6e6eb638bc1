using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Nodes;

/// <summary>A chain of fields of the dot: <c>.Values.image.tag</c>.</summary>
internal sealed class FieldNode(int position, string[] names) : OperandNode(position)
{
    public string[] Names { get; } = names;

    public override Operand EvaluateCommand(ExecutionState state, Operand dot, CommandNode command, Operand final)
    {
        state.Current = this;
        return FieldAccess.Chain(state, dot, dot, this, Names, command.Arguments, final);
    }

    public override object? EvaluateArgument(ExecutionState state, Operand dot, ParameterType type)
    {
        state.Current = this;
        return type.Check(state, FieldAccess.Chain(state, dot, dot, this, Names, null, Operand.Missing));
    }

    public override void Write(StringBuilder text)
    {
        foreach (var name in Names)
        {
            text.Append('.').Append(name);
        }
    }
}
