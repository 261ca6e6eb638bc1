namespace Sampan.Templates.Language;

/// <summary>A parsed text, whatever its name: what it does itself, and the templates that it defines.</summary>
/// <param name="Body">What the text does.</param>
/// <param name="Definitions">The templates that it defines.</param>
/// <param name="LastLine">The line that it ends on.</param>
internal sealed record ParsedText(TemplateBody Body, IReadOnlyDictionary<string, TemplateBody> Definitions, int LastLine);
