using Sampan.Kubernetes.Caching;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Language;

/// <summary>
/// The texts that were parsed lately. Charts bring the same helpers again and again, in each subchart and under other
/// names, and <c>tpl</c> is given the same values: what is parsed does not depend on the name. Safe for many threads.
/// </summary>
internal sealed class ParsedTexts(FunctionTable functions)
{
    /// <summary>Characters in a generation.</summary>
    private const int GenerationSize = 8 << 20;

    private readonly NameTable _names = new();
    private readonly GenerationalCache<string, ParsedText> _known = new(StringComparer.Ordinal, GenerationSize);

    /// <summary>The parsed text; the name is for messages.</summary>
    /// <exception cref="TemplateException">The text is no template.</exception>
    public ParsedText Parse(string name, string text)
    {
        if (_known.TryGet(text, out var known))
        {
            return known!;
        }

        var parsed = TemplateParser.Parse(name, text, functions, _names);
        _known.Keep(text, parsed, text.Length);
        return parsed;
    }
}
