using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Nodes;

/// <summary>A function's name.</summary>
internal sealed class FunctionNode(int position, TemplateFunction function) : OperandNode(position)
{
    public string Name => function.Name;

    public override Operand EvaluateCommand(ExecutionState state, Operand dot, CommandNode command, Operand final)
    {
        state.Current = this;
        return FunctionCall.Evaluate(state, dot, function, command, command.Arguments, final);
    }

    public override object? EvaluateArgument(ExecutionState state, Operand dot, ParameterType type)
    {
        state.Current = this;
        return type.Check(state, FunctionCall.Evaluate(state, dot, function, this, null, Operand.Missing));
    }

    public override void Write(StringBuilder text) => text.Append(Name);
}
