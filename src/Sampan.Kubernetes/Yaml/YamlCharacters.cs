namespace Sampan.Kubernetes.Yaml;

/// <summary>Classes of characters as libyaml has them.</summary>
internal static class YamlCharacters
{
    public const char NextLine = '\u0085';
    public const char ByteOrderMark = '\uFEFF';
    private const char LineSeparator = '\u2028';
    private const char ParagraphSeparator = '\u2029';

    public static bool IsBreak(char c) => c is '\n' or '\r' or NextLine or LineSeparator or ParagraphSeparator;

    /// <summary>A space, a tab, a line break or NUL.</summary>
    public static bool IsBlank(char c) => c is ' ' or '\t' or '\0' || IsBreak(c);

    /// <summary>Whether the emitter writes the character as it is. What is outside the basic plane (surrogates) it escapes.</summary>
    public static bool IsPrintable(char c) =>
        c is '\n' or (>= ' ' and <= '~') or (>= '\u00A0' and < '\uD800') or (>= '\uE000' and < '\uFFFE' and not ByteOrderMark);
}
