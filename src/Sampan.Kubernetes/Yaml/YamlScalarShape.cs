namespace Sampan.Kubernetes.Yaml;

/// <summary>Which ways of writing a string keep its content, as the emitter of libyaml analyzes it.</summary>
internal readonly record struct YamlScalarShape(bool Multiline, bool Plain, bool SingleQuoted, bool Block)
{
    public static YamlScalarShape Of(string text, bool tabsInBlocks)
    {
        if (text.Length == 0)
        {
            return new YamlScalarShape(Multiline: false, Plain: true, SingleQuoted: true, Block: false);
        }

        var indicators = text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal);
        bool special = false, tab = false, breaks = false, breakThenSpace = false, spaceThenBreak = false;
        bool previousSpace = false, previousBreak = false, afterBlank = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var beforeBlank = i + 1 == text.Length || YamlCharacters.IsBlank(text[i + 1]);
            indicators |= i == 0 ? IsLeadingIndicator(c, beforeBlank) : (c == ':' && beforeBlank) || (c == '#' && afterBlank);
            if (c == '\t' && tabsInBlocks)
            {
                tab = true;
            }
            else if (!YamlCharacters.IsPrintable(c))
            {
                special = true;
            }

            var (space, @break) = (c == ' ', YamlCharacters.IsBreak(c));
            breaks |= @break;
            breakThenSpace |= space && previousBreak;
            spaceThenBreak |= @break && previousSpace;
            (previousSpace, previousBreak, afterBlank) = (space, @break, YamlCharacters.IsBlank(c));
        }

        var (first, last) = (text[0], text[^1]);
        var edges = first == ' ' || last == ' ' || YamlCharacters.IsBreak(first) || YamlCharacters.IsBreak(last);
        var escaped = spaceThenBreak || special;
        return new YamlScalarShape(
            Multiline: breaks,
            Plain: !(edges || breakThenSpace || escaped || tab || breaks || indicators),
            SingleQuoted: !(breakThenSpace || escaped || tab),
            Block: !(last == ' ' || escaped));
    }

    private static bool IsLeadingIndicator(char c, bool beforeBlank) => c switch
    {
        '#' or ',' or '[' or ']' or '{' or '}' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => true,
        '?' or ':' or '-' => beforeBlank,
        _ => false,
    };
}
