using Sampan.Templates;

namespace Sampan.Charts.Rendering;

/// <summary>Errors of templates in Helm's words, with the place as a hint.</summary>
internal static class TemplateErrors
{
    public static ChartRenderException ToChartException(TemplateException exception) => new(
        exception.HelmMessage,
        exception.Template.Length > 0 && exception.Line > 0 ? $"see {exception.Template}, line {exception.Line}, column {exception.Column + 1}" : null,
        exception);
}
