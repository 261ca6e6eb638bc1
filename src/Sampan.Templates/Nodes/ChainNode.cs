using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Nodes;

/// <summary>A chain of fields of something in parentheses, or of a function's result: <c>(dict "a" 1).a</c>.</summary>
internal sealed class ChainNode(int position, OperandNode node, string[] fields) : OperandNode(position)
{
    public OperandNode Receiver => node;

    public string[] Fields => fields;

    public override Operand EvaluateCommand(ExecutionState state, Operand dot, CommandNode command, Operand final) =>
        Evaluate(state, dot, command.Arguments, final);

    public override object? EvaluateArgument(ExecutionState state, Operand dot, ParameterType type)
    {
        state.Current = this;
        return type.Check(state, Evaluate(state, dot, null, Operand.Missing));
    }

    public override void Write(StringBuilder text)
    {
        if (node is PipeNode)
        {
            text.Append('(');
            node.Write(text);
            text.Append(')');
        }
        else
        {
            node.Write(text);
        }

        foreach (var field in fields)
        {
            text.Append('.').Append(field);
        }
    }

    private Operand Evaluate(ExecutionState state, Operand dot, OperandNode[]? arguments, Operand final)
    {
        state.Current = this;
        var receiver = new Operand(node.EvaluateArgument(state, dot, ParameterType.Any));
        return FieldAccess.Chain(state, dot, receiver, this, fields, arguments, final);
    }
}
