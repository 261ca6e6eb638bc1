using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Nodes;

/// <summary>A pipeline whose value is written, or kept in a variable.</summary>
internal sealed class ActionNode(int position, PipeNode pipe) : StatementNode(position)
{
    public PipeNode Pipe => pipe;

    public override Flow Execute(ExecutionState state, Operand dot)
    {
        state.Current = this;
        var value = pipe.Evaluate(state, dot);
        if (pipe.Declarations.Length == 0)
        {
            state.Current = this;
            state.Write(value.Value switch
            {
                string text => text,
                ITemplateObject { ActionText: { } text } when !value.IsResult => text,
                ITemplateObject { Text: null } named => GoPrinter.Indirect(named),
                var other => GoPrinter.Value(other, whenNull: "<no value>"),
            });
        }

        return Flow.Next;
    }

    public override void Write(StringBuilder text)
    {
        text.Append("{{");
        pipe.Write(text);
        text.Append("}}");
    }
}
