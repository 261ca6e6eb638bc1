namespace Sampan.Templates.Execution;

/// <summary>The variables and pending arguments of every template under way in one rendering, in two arrays that only grow.</summary>
internal sealed class ExecutionStacks
{
    private Operand[] _variables = new Operand[64];
    private object?[] _arguments = new object?[64];
    private int _variableCount;
    private int _argumentCount;

    /// <summary>Makes room for a template's variables and says where they begin.</summary>
    public int Enter(int slots)
    {
        var frame = _variableCount;
        _variableCount += slots;
        if (_variableCount > _variables.Length)
        {
            Array.Resize(ref _variables, Math.Max(_variableCount, _variables.Length * 2));
        }

        return frame;
    }

    /// <summary>Gives the room up that begins there.</summary>
    public void Leave(int frame) => _variableCount = frame;

    public ref Operand Variable(int index) => ref _variables[index];

    /// <summary>Puts an argument on the stack of calls under way.</summary>
    public void Push(object? argument)
    {
        if (_argumentCount == _arguments.Length)
        {
            Array.Resize(ref _arguments, _arguments.Length * 2);
        }

        _arguments[_argumentCount++] = argument;
    }

    /// <summary>Takes the last arguments off. They stay readable until the next one is put on.</summary>
    public ReadOnlySpan<object?> Pop(int count)
    {
        _argumentCount -= count;
        return _arguments.AsSpan(_argumentCount, count);
    }
}
