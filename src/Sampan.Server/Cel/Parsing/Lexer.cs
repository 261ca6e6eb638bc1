namespace Sampan.Server.Cel.Parsing;

/// <summary>Cuts an expression into tokens. What is no token is reported and skipped, as the reference grammar's lexer does.</summary>
internal sealed class Lexer(string text, List<CelError> errors)
{
    private static readonly (string Text, TokenKind Kind)[] Signs =
    [
        ("==", TokenKind.Equal), ("!=", TokenKind.NotEqual), ("<=", TokenKind.LessEqual), (">=", TokenKind.GreaterEqual),
        ("&&", TokenKind.And), ("||", TokenKind.Or), ("<", TokenKind.Less), (">", TokenKind.Greater), ("[", TokenKind.LeftBracket),
        ("]", TokenKind.RightBracket), ("{", TokenKind.LeftBrace), ("}", TokenKind.RightBrace), ("(", TokenKind.LeftParenthesis),
        (")", TokenKind.RightParenthesis), (".", TokenKind.Dot), (",", TokenKind.Comma), ("-", TokenKind.Minus), ("!", TokenKind.Not),
        ("?", TokenKind.Question), (":", TokenKind.Colon), ("+", TokenKind.Plus), ("*", TokenKind.Star), ("/", TokenKind.Slash), ("%", TokenKind.Percent),
    ];

    private int _at;

    /// <summary>All tokens, the end included.</summary>
    public List<Token> Read()
    {
        List<Token> tokens = [];
        while (true)
        {
            SkipBlanks();
            if (_at >= text.Length)
            {
                tokens.Add(new Token(TokenKind.End, text.Length, "<EOF>"));
                return tokens;
            }

            var (kind, end) = Scan();
            if (kind is { } found)
            {
                tokens.Add(new Token(found, _at, text[_at..end]));
            }
            else
            {
                errors.Add(new CelError(_at, $"Syntax error: token recognition error at: '{text[_at..end].Replace("\n", "\\n", StringComparison.Ordinal)}'"));
            }

            _at = end;
        }
    }

    private char Peek(int at) => at < text.Length ? text[at] : '\0';

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (text[_at] is ' ' or '\t' or '\r' or '\n' or '\f')
            {
                _at++;
            }
            else if (text[_at] == '/' && Peek(_at + 1) == '/')
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else
            {
                return;
            }
        }
    }

    // The kind, or null for what is no token, and where it ends.
    private (TokenKind? Kind, int End) Scan()
    {
        var first = text[_at];
        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(Peek(_at + 1))))
        {
            return Number();
        }

        if (StringStart() is { } prefix)
        {
            return Quoted(prefix);
        }

        if (char.IsAsciiLetter(first) || first == '_')
        {
            return Word();
        }

        if (first == '`')
        {
            return Escaped();
        }

        foreach (var (sign, kind) in Signs)
        {
            if (string.CompareOrdinal(text, _at, sign, 0, sign.Length) == 0)
            {
                return (kind, _at + sign.Length);
            }
        }

        // Of a sign of two characters the second is taken along.
        return (null, Math.Min(text.Length, first is '=' or '&' or '|' ? _at + 1 + Width(_at + 1) : _at + Width(_at)));
    }

    private int Width(int at) => at + 1 < text.Length && char.IsHighSurrogate(text[at]) ? 2 : 1;

    private (TokenKind? Kind, int End) Word()
    {
        var end = _at + 1;
        while (char.IsAsciiLetterOrDigit(Peek(end)) || Peek(end) == '_')
        {
            end++;
        }

        return (text[_at..end] switch
        {
            "in" => TokenKind.In,
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "null" => TokenKind.Null,
            _ => TokenKind.Identifier,
        }, end);
    }

    private (TokenKind? Kind, int End) Escaped()
    {
        var end = _at + 1;
        while (char.IsAsciiLetterOrDigit(Peek(end)) || Peek(end) is '_' or '.' or '-' or '/' or ' ')
        {
            end++;
        }

        return Peek(end) == '`' && end > _at + 1 ? (TokenKind.EscapedIdentifier, end + 1) : (null, Math.Min(text.Length, end + 1));
    }

    private (TokenKind? Kind, int End) Number()
    {
        var end = _at;
        if (Peek(end) == '0' && Peek(end + 1) == 'x' && char.IsAsciiHexDigit(Peek(end + 2)))
        {
            end += 2;
            while (char.IsAsciiHexDigit(Peek(end)))
            {
                end++;
            }

            return Unsigned(end);
        }

        end = Digits(end);
        var isFloat = false;
        if (Peek(end) == '.' && char.IsAsciiDigit(Peek(end + 1)))
        {
            isFloat = true;
            end = Digits(end + 1);
        }

        var exponent = Peek(end) is 'e' or 'E' ? end + (Peek(end + 1) is '+' or '-' ? 2 : 1) : end;
        if (exponent > end && char.IsAsciiDigit(Peek(exponent)))
        {
            isFloat = true;
            end = Digits(exponent);
        }

        return isFloat ? (TokenKind.Float, end) : Unsigned(end);
    }

    private (TokenKind? Kind, int End) Unsigned(int end) => Peek(end) is 'u' or 'U' ? (TokenKind.Uint, end + 1) : (TokenKind.Int, end);

    private int Digits(int at)
    {
        while (char.IsAsciiDigit(Peek(at)))
        {
            at++;
        }

        return at;
    }

    // The length of what stands before the opening quote, or null where no string begins.
    private (int Length, bool IsBytes, bool IsRaw)? StringStart()
    {
        var (at, isBytes, isRaw) = (_at, false, false);
        if (Peek(at) is 'b' or 'B')
        {
            isBytes = true;
            at++;
        }

        if (Peek(at) is 'r' or 'R')
        {
            isRaw = true;
            at++;
        }

        return Peek(at) is '"' or '\'' ? (at - _at, isBytes, isRaw) : null;
    }

    private (TokenKind? Kind, int End) Quoted((int Length, bool IsBytes, bool IsRaw) prefix)
    {
        var at = _at + prefix.Length;
        var quote = text[at];
        var isTriple = Peek(at + 1) == quote && Peek(at + 2) == quote;
        at += isTriple ? 3 : 1;
        while (at < text.Length)
        {
            if (text[at] == quote && (!isTriple || (Peek(at + 1) == quote && Peek(at + 2) == quote)))
            {
                return (prefix.IsBytes ? TokenKind.Bytes : TokenKind.String, at + (isTriple ? 3 : 1));
            }

            if (!isTriple && text[at] is '\n' or '\r')
            {
                return (null, at + 1);
            }

            if (text[at] == '\\' && !prefix.IsRaw)
            {
                var end = Escape(at);
                if (end < 0)
                {
                    return (null, Math.Min(text.Length, ~end + 1));
                }

                at = end;
            }
            else
            {
                at += Width(at);
            }
        }

        return (null, text.Length);
    }

    // Where an escape sequence ends, or the complement of the offset at which it turns out to be none.
    private int Escape(int at)
    {
        var (digits, isOctal) = Peek(at + 1) switch
        {
            'x' or 'X' => (2, false),
            'u' => (4, false),
            'U' => (8, false),
            >= '0' and <= '3' => (2, true),
            'a' or 'b' or 'f' or 'n' or 'r' or 't' or 'v' or '"' or '\'' or '\\' or '?' or '`' => (0, false),
            _ => (-1, false),
        };
        if (digits < 0)
        {
            return ~(at + 1);
        }

        for (var i = at + 2; i < at + 2 + digits; i++)
        {
            if (isOctal ? Peek(i) is < '0' or > '7' : !char.IsAsciiHexDigit(Peek(i)))
            {
                return ~i;
            }
        }

        return at + 2 + digits;
    }
}
