using System.Text;
using Sampan.Templates.Language;

namespace Sampan.Templates.Execution;

/// <summary>What the templates and functions of one rendering share: options, the templates that can be called, the source of randomness.</summary>
public sealed class FunctionContext
{
    private readonly Stack<StringBuilder> _buffers = new();
    private RandomSource? _random;

    internal FunctionContext(TemplateSet templates, ExecutionOptions options)
    {
        Templates = templates;
        Options = options;
    }

    /// <summary>How the templates are executed.</summary>
    public ExecutionOptions Options { get; }

    /// <summary>The source of randomness.</summary>
    public RandomSource Random => _random ??= new RandomSource(Options.Seed);

    /// <summary>The templates that can be called: <c>tpl</c> puts a set of its own in front for as long as it runs.</summary>
    internal TemplateSet Templates { get; set; }

    internal CancellationToken CancellationToken => Options.CancellationToken;

    internal ExecutionStacks Stacks { get; } = new();

    /// <summary>How often each template is being included at the moment.</summary>
    internal Dictionary<string, int> Inclusions { get; } = new(StringComparer.Ordinal);

    /// <summary>Executes a template on its own and gives what it wrote.</summary>
    internal string Render(TemplateTree tree, object? data)
    {
        CancellationToken.ThrowIfCancellationRequested();
        var buffer = _buffers.TryPop(out var free) ? free : new StringBuilder(256);
        new ExecutionState(tree, this, buffer).Run(new Operand(data));
        var text = buffer.ToString();
        buffer.Clear();
        _buffers.Push(buffer);
        return text;
    }

    internal void CheckOutput(StringBuilder output)
    {
        if (output.Length > Options.MaximumOutput)
        {
            throw new TemplateException($"template: the output exceeds {Options.MaximumOutput} characters", "", 0, 0);
        }
    }
}
