namespace Sampan.Server.Cel.Parsing;

/// <summary>
/// The tokens of an expression, read with the error strategy of the grammar that cel-go's parser is generated from (ANTLR's
/// default): one token too many is skipped, one too few is supposed, and after an error nothing is reported until a token fits.
/// </summary>
internal sealed class TokenReader(List<Token> tokens, List<CelError> errors)
{
    private static readonly TokenKind[] AfterOperand =
    [
        TokenKind.Equal, TokenKind.NotEqual, TokenKind.In, TokenKind.Less, TokenKind.LessEqual, TokenKind.GreaterEqual, TokenKind.Greater,
        TokenKind.And, TokenKind.Or, TokenKind.Question, TokenKind.Minus, TokenKind.Plus, TokenKind.Star, TokenKind.Slash, TokenKind.Percent,
    ];

    // What the constructs that are open now may go on with.
    private readonly List<TokenKind> _open = [TokenKind.End];
    private bool _isRecovering;
    private int _at;

    public Token Current => tokens[_at];

    public TokenKind Kind => tokens[_at].Kind;

    public Token Ahead(int count) => tokens[Math.Min(_at + count, tokens.Count - 1)];

    /// <summary>Takes the current token.</summary>
    public Token Take()
    {
        _isRecovering = false;
        return Skip();
    }

    /// <summary>Takes the current token if it is of a kind.</summary>
    public bool TryTake(TokenKind kind, out Token token)
    {
        token = Current;
        if (token.Kind != kind)
        {
            return false;
        }

        Take();
        return true;
    }

    /// <summary>Enters a construct that goes on with these kinds.</summary>
    public void Open(params ReadOnlySpan<TokenKind> kinds) => _open.AddRange(kinds);

    /// <summary>Leaves the innermost construct of so many kinds.</summary>
    public void Close(int count) => _open.RemoveRange(_open.Count - count, count);

    /// <summary>Takes the token that must come here; recovers if it is another.</summary>
    public void Expect(TokenKind kind, IReadOnlyList<TokenKind> after)
    {
        if (Kind == kind)
        {
            Take();
        }
        else if (Ahead(1).Kind == kind && Kind != TokenKind.End)
        {
            Report($"extraneous input '{Current.Text}' expecting {Token.Display(kind)}");
            Skip();
            Take();
        }
        else if (Contains(after, Kind))
        {
            Report($"missing {Token.Display(kind)} at '{Current.Text}'");
        }
        else
        {
            Report($"mismatched input '{Current.Text}' expecting {Token.Display(kind)}");
            SkipTo(isOperand: true);
            if (Kind == kind && kind != TokenKind.End)
            {
                Take();
            }
        }
    }

    /// <summary>Whether the current token is among the expected ones, perhaps after one that is too many; else the error is reported and skipped.</summary>
    public bool Synchronize(IReadOnlyList<TokenKind> expected)
    {
        if (Contains(expected, Kind))
        {
            return true;
        }

        if (Kind != TokenKind.End && Contains(expected, Ahead(1).Kind))
        {
            Report($"extraneous input '{Current.Text}' expecting {Token.Display(expected)}");
            Skip();
            return true;
        }

        Report($"mismatched input '{Current.Text}' expecting {Token.Display(expected)}");
        SkipTo(isOperand: false);
        return false;
    }

    /// <summary>Reports what no rule can begin with, from a token on.</summary>
    public void ReportNoAlternative(Token from)
    {
        Report($"no viable alternative at input '{from.Text}{(Kind == TokenKind.End ? "" : Current.Text)}'");
        SkipTo(isOperand: false);
    }

    /// <summary>Reports a wrong token.</summary>
    public void ReportMismatch(IReadOnlyList<TokenKind> expected)
    {
        Report($"mismatched input '{Current.Text}' expecting {Token.Display(expected)}");
        SkipTo(isOperand: false);
    }

    /// <summary>What may follow a whole operand here.</summary>
    public IReadOnlyList<TokenKind> AfterPrimary() => [.. AfterOperand, TokenKind.Dot, TokenKind.LeftBracket, .. _open];

    private static bool Contains(IReadOnlyList<TokenKind> kinds, TokenKind kind)
    {
        foreach (var candidate in kinds)
        {
            if (candidate == kind)
            {
                return true;
            }
        }

        return false;
    }

    private Token Skip()
    {
        var token = tokens[_at];
        _at = Math.Min(_at + 1, tokens.Count - 1);
        return token;
    }

    private void SkipTo(bool isOperand)
    {
        while (Kind != TokenKind.End && !Contains(AfterOperand, Kind) && !_open.Contains(Kind) && !(isOperand && Kind is TokenKind.Dot or TokenKind.LeftBracket))
        {
            Skip();
        }
    }

    private void Report(string message)
    {
        if (!_isRecovering)
        {
            _isRecovering = true;
            errors.Add(new CelError(Current.Offset, $"Syntax error: {message}"));
        }
    }
}
