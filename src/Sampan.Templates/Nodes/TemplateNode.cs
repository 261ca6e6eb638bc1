using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.Nodes;

/// <summary><c>{{template}}</c>: executes another template in place.</summary>
internal sealed class TemplateNode(int position, string name, PipeNode? pipe) : StatementNode(position)
{
    public string Name => name;

    public PipeNode? Pipe => pipe;

    public override Flow Execute(ExecutionState state, Operand dot)
    {
        state.Current = this;
        var callee = state.Context.Templates.Find(name) ?? throw state.Error($"template {GoQuoting.Quote(name)} not defined");
        state.Call(callee, pipe?.Evaluate(state, dot) ?? default);
        return Flow.Next;
    }

    public override void Write(StringBuilder text)
    {
        text.Append("{{template ").Append(GoQuoting.Quote(name));
        if (pipe is not null)
        {
            text.Append(' ');
            pipe.Write(text);
        }

        text.Append("}}");
    }
}
