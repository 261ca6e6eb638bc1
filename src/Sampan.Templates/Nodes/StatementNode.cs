using Sampan.Templates.Execution;

namespace Sampan.Templates.Nodes;

/// <summary>A node that is executed for what it writes.</summary>
internal abstract class StatementNode(int position) : Node(position)
{
    /// <summary>Whether the node counts as nothing when a definition is to be replaced.</summary>
    public virtual bool IsEmpty => false;

    public abstract Flow Execute(ExecutionState state, Operand dot);
}

/// <summary>How execution goes on after a node.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}
