using System.Globalization;
using Sampan.Templates.Formatting;
using Sampan.Templates.Language;
using Sampan.Templates.Nodes;

namespace Sampan.Templates.Execution;

/// <summary>
/// One execution of a template: where it writes, its variables, and the node it is at, which is the one that
/// messages name. Go moves that mark as it evaluates; so do the nodes here, at the same moments.
/// </summary>
internal sealed class ExecutionState(TemplateTree tree, FunctionContext context, TemplateOutput output)
{
    private const int MaximumDepth = 100_000;

    /// <summary>How much of the output errors tell.</summary>
    private const int ContextLines = 4;
    private const int ContextLength = 1000;

    private int _frame;
    private int _depth;

    public TemplateTree Tree { get; private set; } = tree;

    public FunctionContext Context { get; } = context;

    public ExecutionStacks Stacks { get; } = context.Stacks;

    /// <summary>The node that execution is at.</summary>
    public Node? Current { get; set; }

    /// <summary>A variable of the template that is being executed.</summary>
    public ref Operand Variable(int slot) => ref Stacks.Variable(_frame + slot);

    /// <summary>Writes text, within the limit.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        output.Append(text);
        Context.CheckOutput(output);
    }

    /// <summary>Executes the template with the given data.</summary>
    public void Run(Operand dot)
    {
        _frame = Stacks.Enter(Tree.Body.SlotCount);
        Variable(0) = dot;
        if (DeepStack.HasRoom)
        {
            Tree.Body.Root.Execute(this, dot);
        }
        else
        {
            RunOnDeepStack(dot);
        }

        Stacks.Leave(_frame);
    }

    // Apart, so that what the function captures is an object only where it is needed.
    private void RunOnDeepStack(Operand dot) => DeepStack.Run(() => Tree.Body.Root.Execute(this, dot));

    /// <summary>Executes another template in this one's place: its own variables, the same output.</summary>
    public void Call(TemplateTree callee, Operand dot)
    {
        if (_depth == MaximumDepth)
        {
            throw Error($"exceeded maximum template depth ({MaximumDepth})");
        }

        Context.CancellationToken.ThrowIfCancellationRequested();
        var (caller, current, frame) = (Tree, Current, _frame);
        Tree = callee;
        _depth++;
        Run(dot);
        _depth--;
        (Tree, Current, _frame) = (caller, current, frame);
    }

    /// <summary>An error at the node that execution is at.</summary>
    public TemplateException Error(string message, Exception? cause = null)
    {
        if (Current is null)
        {
            return new TemplateException($"template: {Tree.Name}: {message}", Tree.Name, 0, 0, cause);
        }

        var (line, column) = Tree.Source.Locate(Current.Position);
        var place = string.Create(CultureInfo.InvariantCulture, $"{Tree.Source.Name}:{line}:{column}");
        return new TemplateException(
            $"template: {place}: executing {GoQuoting.Quote(Tree.Name)} at <{Current}>: {message}", Tree.Source.Name, line, column, cause)
        {
            Rendered = LastLines(),
        };
    }

    private string LastLines()
    {
        var lines = output.Tail(ContextLength).ToString().Split('\n');
        return string.Join('\n', lines.TakeLast(ContextLines));
    }
}
