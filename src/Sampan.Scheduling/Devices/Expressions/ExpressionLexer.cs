using System.Text;

namespace Sampan.Scheduling.Devices.Expressions;

/// <summary>Splits an expression into tokens.</summary>
internal sealed class ExpressionLexer(string text)
{
    private static readonly string[] TwoCharacters = ["&&", "||", "==", "!=", "<=", ">="];
    private int _at;

    /// <summary>The next token; of kind End behind the last.</summary>
    /// <exception cref="FormatException">A text literal does not end.</exception>
    public ExpressionToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        if (_at == text.Length)
        {
            return new ExpressionToken(ExpressionTokenKind.End, "");
        }

        var first = text[_at];
        return first is '"' or '\'' ? ReadText(first)
            : char.IsAsciiDigit(first) ? new ExpressionToken(ExpressionTokenKind.Number, ReadWhile(c => char.IsAsciiLetterOrDigit(c) || c == '.'))
            : char.IsAsciiLetter(first) || first == '_' ? new ExpressionToken(ExpressionTokenKind.Name, ReadWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            : ReadSymbol();
    }

    private ExpressionToken ReadSymbol()
    {
        var length = Array.Exists(TwoCharacters, symbol => string.CompareOrdinal(text, _at, symbol, 0, 2) == 0) ? 2 : 1;
        _at += length;
        return new ExpressionToken(ExpressionTokenKind.Symbol, text.Substring(_at - length, length));
    }

    private ExpressionToken ReadText(char quote)
    {
        var content = new StringBuilder();
        for (_at++; _at < text.Length && text[_at] != quote; _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
            {
                _at++;
                content.Append(text[_at] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    var other => other,
                });
            }
            else
            {
                content.Append(text[_at]);
            }
        }

        return _at++ < text.Length
            ? new ExpressionToken(ExpressionTokenKind.Text, content.ToString())
            : throw new FormatException($"a text literal does not end: {text}");
    }

    private string ReadWhile(Predicate<char> belongs)
    {
        var start = _at;
        while (_at < text.Length && belongs(text[_at]))
        {
            _at++;
        }

        return text[start.._at];
    }
}
