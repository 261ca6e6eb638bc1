using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Functions;
using Sampan.Templates.Language;

namespace Sampan.Templates.Nodes;

/// <summary>A pipeline: each command's value is the last argument of the next.</summary>
internal sealed class PipeNode(int position) : OperandNode(position)
{
    public List<Declaration> Declarations { get; } = [];

    public List<CommandNode> Commands { get; } = [];

    /// <summary>Whether the variables on the left are assigned to, not declared.</summary>
    public bool IsAssignment { get; set; }

    public void Declare(string name) => Declarations.Add(new Declaration(name));

    /// <summary>Finds or makes the variables' slots, once the pipeline itself is parsed.</summary>
    public void Bind(VariableScope variables)
    {
        foreach (var declaration in Declarations)
        {
            declaration.Slot = IsAssignment ? variables.Slot(declaration.Name) : variables.Declare(declaration.Name);
        }
    }

    public Operand Evaluate(ExecutionState state, Operand dot)
    {
        state.Current = this;
        var value = Operand.Missing;
        foreach (var command in Commands)
        {
            value = command.Evaluate(state, dot, value).Unwrapped;
        }

        foreach (var declaration in Declarations)
        {
            declaration.Set(state, value);
        }

        return value;
    }

    public override Operand EvaluateCommand(ExecutionState state, Operand dot, CommandNode command, Operand final)
    {
        ExpectNoArguments(state, command.Arguments, final);
        return DeepStack.HasRoom ? Evaluate(state, dot) : DeepStack.Run(() => Evaluate(state, dot));
    }

    public override object? EvaluateArgument(ExecutionState state, Operand dot, ParameterType type)
    {
        state.Current = this;
        return type.Check(state, DeepStack.HasRoom ? Evaluate(state, dot) : DeepStack.Run(() => Evaluate(state, dot)));
    }

    public override void Write(StringBuilder text)
    {
        if (Declarations.Count > 0)
        {
            text.AppendJoin(", ", Declarations.Select(declaration => declaration.Name)).Append(IsAssignment ? " = " : " := ");
        }

        for (var i = 0; i < Commands.Count; i++)
        {
            text.Append(i > 0 ? " | " : "");
            Commands[i].Write(text);
        }
    }
}
