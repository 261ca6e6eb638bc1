using System.Runtime.CompilerServices;
using Sampan.Templates.Functions;
using Sampan.Templates.Language;

namespace Sampan.Templates.Analysis;

/// <summary>What a text reads of its data, found without executing it.</summary>
/// <param name="Own">What it reads itself.</param>
/// <param name="Definitions">What the templates read that it defines, by their names.</param>
public sealed record TextReads(TemplateReads Own, IReadOnlyDictionary<string, TemplateReads> Definitions)
{
    private static readonly ConditionalWeakTable<ParsedText, TextReads> Known = [];

    /// <summary>Analyzes a text; the name is for messages. Texts that are still parsed are not analyzed again.</summary>
    /// <exception cref="TemplateException">The text is no template.</exception>
    public static TextReads Of(FunctionTable functions, string name, string text)
    {
        ArgumentNullException.ThrowIfNull(functions);
        return Known.GetValue(functions.Texts.Parse(name, text), Analyze);
    }

    private static TextReads Analyze(ParsedText parsed) => new(
        ReadAnalysis.Of(parsed.Body), parsed.Definitions.ToDictionary(definition => definition.Key, definition => ReadAnalysis.Of(definition.Value), StringComparer.Ordinal));
}
