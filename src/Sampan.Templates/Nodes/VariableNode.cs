using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Functions;
using Sampan.Templates.Language;

namespace Sampan.Templates.Nodes;

/// <summary>A variable, and perhaps a chain of its fields: <c>$x.a.b</c>.</summary>
internal sealed class VariableNode(int position, string name, int slot, string[] fields) : OperandNode(position)
{
    public string Name { get; } = name;

    public int Slot { get; } = slot;

    public string[] Fields { get; } = fields;

    public override Operand EvaluateCommand(ExecutionState state, Operand dot, CommandNode command, Operand final) =>
        Evaluate(state, dot, command.Arguments, final);

    public override object? EvaluateArgument(ExecutionState state, Operand dot, ParameterType type)
    {
        state.Current = this;
        return type.Check(state, Evaluate(state, dot, null, Operand.Missing));
    }

    public override void Write(StringBuilder text) => text.Append(Name).AppendJoin("", Fields.Select(field => "." + field));

    private Operand Evaluate(ExecutionState state, Operand dot, OperandNode[]? arguments, Operand final)
    {
        state.Current = this;
        if (Slot == VariableScope.Undeclared)
        {
            throw state.Error($"undefined variable: {Name}");
        }

        var value = state.Variable(Slot);
        if (Fields.Length == 0)
        {
            ExpectNoArguments(state, arguments, final);
            return value;
        }

        return FieldAccess.Chain(state, dot, value, this, Fields, arguments, final);
    }
}
