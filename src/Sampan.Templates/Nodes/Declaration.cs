using Sampan.Templates.Execution;
using Sampan.Templates.Language;

namespace Sampan.Templates.Nodes;

/// <summary>A variable on the left of a pipeline.</summary>
internal sealed class Declaration(string name, int slot)
{
    public string Name { get; } = name;

    public void Set(ExecutionState state, Operand value)
    {
        if (slot == VariableScope.Undeclared)
        {
            throw state.Error($"undefined variable: {Name}");
        }

        state.Variable(slot) = value;
    }
}
