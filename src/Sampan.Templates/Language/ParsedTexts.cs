using System.Collections.Concurrent;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Language;

/// <summary>
/// The texts that were parsed lately. Charts bring the same helpers again and again, in each subchart and under other
/// names, and <c>tpl</c> is given the same values: what is parsed does not depend on the name. Safe for many threads.
/// </summary>
internal sealed class ParsedTexts(FunctionTable functions)
{
    /// <summary>Characters in each of the two generations: what is asked for stays, the rest goes with the older one.</summary>
    private const int GenerationSize = 4 << 20;

    private readonly NameTable _names = new();
    private readonly Lock _turning = new();
    private ConcurrentDictionary<string, ParsedText> _young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, ParsedText> _old = new(StringComparer.Ordinal);
    private int _youngSize;

    /// <summary>The parsed text; the name is for messages.</summary>
    /// <exception cref="TemplateException">The text is no template.</exception>
    public ParsedText Parse(string name, string text)
    {
        if (_young.TryGetValue(text, out var parsed))
        {
            return parsed;
        }

        if (!_old.TryGetValue(text, out parsed))
        {
            parsed = TemplateParser.Parse(name, text, functions, _names);
        }

        Keep(text, parsed);
        return parsed;
    }

    private void Keep(string text, ParsedText parsed)
    {
        if (!_young.TryAdd(text, parsed) || Interlocked.Add(ref _youngSize, text.Length) <= GenerationSize)
        {
            return;
        }

        lock (_turning)
        {
            if (_youngSize > GenerationSize)
            {
                _youngSize = 0;
                _old = _young;
                _young = new(StringComparer.Ordinal);
            }
        }
    }
}
