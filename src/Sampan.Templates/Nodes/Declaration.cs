using Sampan.Templates.Execution;
using Sampan.Templates.Language;

namespace Sampan.Templates.Nodes;

/// <summary>A variable on the left of a pipeline.</summary>
internal sealed class Declaration(string name)
{
    public string Name { get; } = name;

    public int Slot { get; set; } = VariableScope.Undeclared;

    public void Set(ExecutionState state, Operand value)
    {
        if (Slot == VariableScope.Undeclared)
        {
            throw state.Error($"undefined variable: {Name}");
        }

        state.Variable(Slot) = value;
    }
}
