using Sampan.Templates.Functions;
using Sampan.Templates.Nodes;
using Sampan.Templates.Values;

namespace Sampan.Templates.Execution;

/// <summary>Calls functions and methods: checks the number of arguments, evaluates each for its parameter, names the node in errors.</summary>
internal static class FunctionCall
{
    /// <param name="state">The execution.</param>
    /// <param name="dot">The dot.</param>
    /// <param name="function">What is called.</param>
    /// <param name="node">The node that errors of the function name.</param>
    /// <param name="words">The function's word and those after it; null if it stands alone as an argument.</param>
    /// <param name="final">The value that comes through the pipeline, or <see cref="Operand.Missing"/>.</param>
    public static Operand Evaluate(ExecutionState state, Operand dot, TemplateFunction function, Node node, OperandNode[]? words, Operand final)
    {
        var written = words is null ? 0 : words.Length - 1;
        var count = written + (final.IsMissing ? 0 : 1);
        CheckCount(state, function, written, count);
        if (function.ShortCircuits is { } stopsAt)
        {
            return ShortCircuit(state, dot, words, final, stopsAt);
        }

        for (var i = 0; i < written; i++)
        {
            state.Stacks.Push(words![i + 1].EvaluateArgument(state, dot, function.Parameter(i)));
        }

        if (!final.IsMissing)
        {
            state.Stacks.Push(function.Parameter(written).Check(state, final));
        }

        Exception refusal;
        try
        {
            return new Operand(function.Body(state.Context, state.Stacks.Pop(count)), IsResult: true);
        }
        catch (FunctionException exception)
        {
            refusal = exception;
        }
        catch (TemplateException exception)
        {
            refusal = exception;
        }

        // Thrown outside of the handler: handlers that throw, a thousand inclusions deep, would use up the stack.
        state.Current = node;
        var message = function.NamesFirstArgument
            ? refusal.Message.Replace(TemplateFunction.FirstArgument, written > 0 ? words![1].ToString() : Described(final.Value), StringComparison.Ordinal)
            : refusal.Message;
        throw state.Error($"error calling {function.Name}: {message}", refusal);
    }

    /// <summary>A value from the pipeline as Go's reflection describes it: only texts show what they hold.</summary>
    private static string Described(object? value) => value as string ?? $"<{GoType.Name(value)} Value>";

    private static void CheckCount(ExecutionState state, TemplateFunction function, int written, int count)
    {
        if (function.IsVariadic)
        {
            if (count < function.FixedCount)
            {
                throw state.Error($"wrong number of args for {function.Name}: want at least {function.FixedCount} got {written}");
            }
        }
        else if (count != function.FixedCount)
        {
            throw state.Error($"wrong number of args for {function.Name}: want {function.FixedCount} got {count}");
        }
    }

    /// <summary><c>and</c> and <c>or</c>: the first argument that decides, else the last.</summary>
    private static Operand ShortCircuit(ExecutionState state, Operand dot, OperandNode[]? words, Operand final, bool stopsAt)
    {
        object? value = null;
        for (var i = 1; i < (words?.Length ?? 0); i++)
        {
            value = words![i].EvaluateArgument(state, dot, ParameterType.Any);
            if (GoType.IsTrue(value) == stopsAt)
            {
                return new Operand(value);
            }
        }

        return final.IsMissing ? new Operand(value) : final;
    }
}
