using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Values;

namespace Sampan.Templates.Nodes;

/// <summary>What <c>if</c>, <c>with</c> and <c>range</c> are made of.</summary>
internal sealed record BranchParts(PipeNode Pipe, ListNode List, ListNode? ElseList);

/// <summary>A node with a pipeline and two branches.</summary>
internal abstract class BranchNode(string word, BranchParts parts) : StatementNode(parts.Pipe.Position)
{
    public PipeNode Pipe { get; } = parts.Pipe;

    public ListNode List { get; } = parts.List;

    public ListNode? ElseList { get; } = parts.ElseList;

    public override void Write(StringBuilder text)
    {
        text.Append("{{").Append(word).Append(' ');
        Pipe.Write(text);
        text.Append("}}");
        List.Write(text);
        if (ElseList is not null)
        {
            text.Append("{{else}}");
            ElseList.Write(text);
        }

        text.Append("{{end}}");
    }
}

/// <summary><c>{{if}}</c>: the first branch where the value is true.</summary>
internal sealed class IfNode(BranchParts parts) : BranchNode("if", parts)
{
    public override Flow Execute(ExecutionState state, Operand dot)
    {
        state.Current = this;
        return GoType.IsTrue(Pipe.Evaluate(state, dot).Value)
            ? List.Execute(state, dot)
            : ElseList?.Execute(state, dot) ?? Flow.Next;
    }
}

/// <summary><c>{{with}}</c>: the first branch where the value is true, with the value as the dot.</summary>
internal sealed class WithNode(BranchParts parts) : BranchNode("with", parts)
{
    public override Flow Execute(ExecutionState state, Operand dot)
    {
        state.Current = this;
        var value = Pipe.Evaluate(state, dot);
        return GoType.IsTrue(value.Value)
            ? List.Execute(state, value)
            : ElseList?.Execute(state, dot) ?? Flow.Next;
    }
}
