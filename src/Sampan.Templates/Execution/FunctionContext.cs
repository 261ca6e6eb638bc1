using Sampan.Templates.Language;

namespace Sampan.Templates.Execution;

/// <summary>What the templates and functions of one rendering share: options, the templates that can be called, the source of randomness.</summary>
public sealed class FunctionContext : IDisposable
{
    private readonly Stack<TemplateOutput> _free = new();
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
        var output = _free.TryPop(out var free) ? free : new TemplateOutput();
        new ExecutionState(tree, this, output).Run(new Operand(data));
        var text = output.ToString();
        output.Clear();
        _free.Push(output);
        return text;
    }

    /// <summary>Gives back what memory the rendering borrowed.</summary>
    public void Dispose()
    {
        while (_free.TryPop(out var output))
        {
            output.Dispose();
        }
    }

    internal void CheckOutput(TemplateOutput output)
    {
        if (output.Length > Options.MaximumOutput)
        {
            throw new TemplateException($"template: the output exceeds {Options.MaximumOutput} characters", "", 0, 0);
        }
    }
}
