using Sampan.Templates.Execution;
using Sampan.Templates.Formatting;
using Sampan.Templates.Functions;
using Sampan.Templates.Language;

namespace Sampan.Templates;

/// <summary>
/// Templates that share one namespace: each may call any other by its name, and a later definition takes the place
/// of an earlier one unless it is blank. Parse once, execute as often as needed; executions may run at the same time,
/// parsing may not.
/// </summary>
public sealed class TemplateSet
{
    private readonly Dictionary<string, TemplateTree> _trees = new(StringComparer.Ordinal);
    private readonly FunctionTable _functions;
    private readonly TemplateSet? _behind;

    /// <param name="functions">The functions that the templates may call.</param>
    /// <param name="name">The set's own name, which the texts that <c>tpl</c> is given take.</param>
    public TemplateSet(FunctionTable functions, string name = "gotpl")
    {
        _functions = functions;
        Name = name;
    }

    private TemplateSet(TemplateSet behind)
        : this(behind._functions, behind.Name) => _behind = behind;

    /// <summary>The set's own name.</summary>
    public string Name { get; }

    /// <summary>The names of the templates, in order.</summary>
    public IEnumerable<string> Names => _trees.Keys.Concat(_behind?.Names ?? []).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Parses a text as the template of that name, and adds it and what it defines.</summary>
    /// <exception cref="TemplateException">The text is no template: <c>template: NAME:LINE: …</c>.</exception>
    public void Parse(string name, string text) => Add(name, text);

    /// <summary>Whether there is a template of that name.</summary>
    public bool Contains(string name) => Find(name) is not null;

    /// <summary>Executes a template and gives what it wrote.</summary>
    /// <param name="name">The template's name.</param>
    /// <param name="data">The dot: maps are <c>Dictionary&lt;string, object?&gt;</c>, lists <c>List&lt;object?&gt;</c>, see <see cref="Values.GoType"/>.</param>
    /// <param name="options">How to execute it.</param>
    /// <exception cref="TemplateException">The template fails.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public string Execute(string name, object? data, ExecutionOptions options)
    {
        var tree = Find(name) ?? throw new TemplateException($"template: no template {GoQuoting.Quote(name)} associated with template {GoQuoting.Quote(Name)}", "", 0, 0);
        using var context = new FunctionContext(this, options);
        return context.Render(tree, data);
    }

    /// <summary>As <see cref="Parse"/>; gives the text's own template, blank or not.</summary>
    internal TemplateTree Add(string name, string text)
    {
        var parsed = _functions.Texts.Parse(name, text);
        var source = new TemplateSource(name, text);
        var own = new TemplateTree(name, parsed.Body, source);
        foreach (var (defined, body) in parsed.Definitions)
        {
            if (defined != name)
            {
                Register(new TemplateTree(defined, body, source));
            }
            else if (own.IsEmpty)
            {
                own = new TemplateTree(name, body, source);
            }
            else if (!body.IsEmpty)
            {
                throw TemplateParser.Redefinition(name, defined, parsed.LastLine);
            }
        }

        Register(own);
        return own;
    }

    /// <summary>A set that adds to this one without changing it.</summary>
    internal TemplateSet Extend() => new(this);

    private void Register(TemplateTree tree)
    {
        if (!tree.IsEmpty || Find(tree.Name) is null)
        {
            _trees[tree.Name] = tree;
        }
    }

    internal TemplateTree? Find(string name) => _trees.GetValueOrDefault(name) ?? _behind?.Find(name);
}
