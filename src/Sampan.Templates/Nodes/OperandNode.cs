using Sampan.Templates.Execution;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Nodes;

/// <summary>A node that has a value: the words of a command.</summary>
internal abstract class OperandNode(int position) : Node(position)
{
    /// <summary>The value as the first word of a command: what follows it, and what comes through the pipeline, are its arguments.</summary>
    public abstract Operand EvaluateCommand(ExecutionState state, Operand dot, CommandNode command, Operand final);

    /// <summary>The value as an argument of the given type.</summary>
    public abstract object? EvaluateArgument(ExecutionState state, Operand dot, ParameterType type);

    /// <summary>Refuses arguments to what is no function.</summary>
    protected static void ExpectNoArguments(ExecutionState state, OperandNode[]? arguments, Operand final)
    {
        if (arguments is { Length: > 1 } || !final.IsMissing)
        {
            throw state.Error($"can't give argument to non-function {arguments![0]}");
        }
    }
}
