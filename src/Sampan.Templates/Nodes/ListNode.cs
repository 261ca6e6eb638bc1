using System.Text;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Nodes;

/// <summary>Nodes one after the other.</summary>
internal sealed class ListNode(int position, Node[] children) : StatementNode(position)
{
    public ReadOnlySpan<Node> Children => children;

    public override bool IsEmpty => Array.TrueForAll(children, child => child is StatementNode { IsEmpty: true });

    public override Flow Execute(ExecutionState state, Operand dot)
    {
        foreach (var child in children)
        {
            var flow = ((StatementNode)child).Execute(state, dot);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    public override void Write(StringBuilder text)
    {
        foreach (var child in children)
        {
            child.Write(text);
        }
    }
}
