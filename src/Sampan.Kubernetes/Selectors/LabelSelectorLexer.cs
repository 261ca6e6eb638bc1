namespace Sampan.Kubernetes.Selectors;

/// <summary>Splits a label selector's text into words and symbols.</summary>
internal struct LabelSelectorLexer(string text)
{
    private int _at;

    public readonly LabelToken Peek()
    {
        var ahead = this;
        return ahead.Read();
    }

    public LabelToken Read()
    {
        while (_at < text.Length && IsBlank(text[_at]))
        {
            _at++;
        }

        if (_at == text.Length)
        {
            return new LabelToken(LabelToken.End, "");
        }

        var start = _at;
        if (IsSymbol(text[_at]))
        {
            _at += _at + 1 < text.Length && text[_at] is '=' or '!' && text[_at + 1] == '=' ? 2 : 1;
            return new LabelToken(LabelToken.Symbol, text[start.._at]);
        }

        while (_at < text.Length && !IsSymbol(text[_at]) && !IsBlank(text[_at]))
        {
            _at++;
        }

        return new LabelToken(LabelToken.Word, text[start.._at]);
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';

    private static bool IsSymbol(char c) => c is '=' or '!' or '(' or ')' or ',' or '>' or '<';
}

/// <summary>A word, a symbol, or the end of a label selector's text.</summary>
internal readonly record struct LabelToken(int Kind, string Text)
{
    public const int End = 0;
    public const int Word = 1;
    public const int Symbol = 2;

    public bool IsWord => Kind == Word;
}
