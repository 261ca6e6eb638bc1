using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Nodes;

/// <summary>A pipeline: each command's value is the last argument of the next.</summary>
/// <param name="position">Where it begins.</param>
/// <param name="declarations">The variables on its left.</param>
/// <param name="isAssignment">Whether these are assigned to, not declared.</param>
/// <param name="commands">Its stages, at least one.</param>
internal sealed class PipeNode(int position, Declaration[] declarations, bool isAssignment, CommandNode[] commands) : OperandNode(position)
{
    public Declaration[] Declarations => declarations;

    public CommandNode[] Commands => commands;

    public bool IsAssignment => isAssignment;

    public Operand Evaluate(ExecutionState state, Operand dot)
    {
        state.Current = this;
        var value = Operand.Missing;
        foreach (var command in commands)
        {
            value = command.Evaluate(state, dot, value).Unwrapped;
        }

        foreach (var declaration in declarations)
        {
            declaration.Set(state, value);
        }

        return value;
    }

    public override Operand EvaluateCommand(ExecutionState state, Operand dot, CommandNode command, Operand final)
    {
        ExpectNoArguments(state, command.Arguments, final);
        return EvaluateWithRoom(state, dot);
    }

    public override object? EvaluateArgument(ExecutionState state, Operand dot, ParameterType type)
    {
        state.Current = this;
        return type.Check(state, EvaluateWithRoom(state, dot));
    }

    public override void Write(StringBuilder text)
    {
        if (declarations.Length > 0)
        {
            text.AppendJoin(", ", declarations.Select(declaration => declaration.Name)).Append(isAssignment ? " = " : " := ");
        }

        for (var i = 0; i < commands.Length; i++)
        {
            text.Append(i > 0 ? " | " : "");
            commands[i].Write(text);
        }
    }

    private Operand EvaluateWithRoom(ExecutionState state, Operand dot) =>
        DeepStack.HasRoom ? Evaluate(state, dot) : EvaluateOnDeepStack(state, dot);

    // Apart, so that what the function below captures is an object only where it is needed.
    private Operand EvaluateOnDeepStack(ExecutionState state, Operand dot) => DeepStack.Run(() => Evaluate(state, dot));
}
