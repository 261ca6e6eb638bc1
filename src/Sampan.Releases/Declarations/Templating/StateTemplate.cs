using Sampan.Templates;

namespace Sampan.Releases.Declarations.Templating;

using Map = Dictionary<string, object?>;

/// <summary>Renders a declaration's templates: Go's language with sprig's functions and helmfile's own. A missing key is an error.</summary>
internal sealed class StateTemplate(DeclarationOptions options)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Renders a text.</summary>
    /// <param name="text">The template.</param>
    /// <param name="name">Its name in messages: the file.</param>
    /// <param name="folder">The folder that files are read from.</param>
    /// <param name="data">What the template sees as <c>.</c></param>
    /// <exception cref="DeclarationException">The template fails, or takes longer than 30 s.</exception>
    public string Render(string text, string name, string folder, Map data)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var execution = new ExecutionOptions { MissingKey = MissingKey.Error, CancellationToken = limit.Token };
            var templates = new TemplateSet(new StateFunctions(options, folder, this).Table());
            foreach (var partial in Directory.EnumerateFiles(folder, "_*.tpl").Order(StringComparer.Ordinal))
            {
                templates.Parse(Path.GetFileName(partial), File.ReadAllText(partial));
            }

            templates.Parse(name, text);
            return templates.Execute(name, data, execution);
        }
        catch (TemplateException exception)
        {
            throw exception.Line > 0 && exception.Template == name
                ? new DeclarationException(exception.Message, name, exception.Line, exception.Column + 1)
                : new DeclarationException(exception.Message, name);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new DeclarationException($"the template takes longer than {Limit.TotalSeconds:0} s", name);
        }
    }
}
