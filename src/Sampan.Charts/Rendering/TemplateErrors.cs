using Sampan.Templates;

namespace Sampan.Charts.Rendering;

/// <summary>Errors of templates in Helm's words, with the places that led there.</summary>
internal static class TemplateErrors
{
    /// <param name="exception">The error.</param>
    /// <param name="textOf">The text of a template by its name; null for one that is in no file.</param>
    public static ChartRenderException ToChartException(TemplateException exception, Func<string, string?> textOf) => new(
        exception.HelmMessage,
        exception.Template.Length > 0 && exception.Line > 0 ? $"see {exception.Template}, line {exception.Line}, column {exception.Column + 1}" : null,
        exception)
    {
        Frames = [.. Chain(exception).Where(error => error.Line > 0).Select(error => new TemplateFrame(error.Template, error.Line, error.Column + 1, LineOf(textOf(error.Template), error.Line)))],
        Rendered = exception.Rendered,
    };

    private static IEnumerable<TemplateException> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is TemplateException template)
            {
                yield return template;
            }
        }
    }

    private static string LineOf(string? text, int line) => text?.Split('\n').ElementAtOrDefault(line - 1)?.TrimEnd('\r') ?? "";
}
