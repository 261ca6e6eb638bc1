using Sampan.Templates;
using Sampan.Templates.Functions;

namespace Sampan.Commands.Helm;

/// <summary><c>--name-template</c>: a release's name made by a template.</summary>
internal static class NameTemplate
{
    private const string Name = "name-template";

    public static string Execute(string template, TimeProvider time)
    {
        try
        {
            var set = new TemplateSet(FunctionTable.Helm, Name);
            set.Parse(Name, template);
            return set.Execute(Name, null, new ExecutionOptions { Clock = time });
        }
        catch (TemplateException exception)
        {
            throw new HelmException(exception.Message);
        }
    }
}
