namespace Sampan.Templates.Language;

/// <summary>The lexer's tokens with three of look-ahead. The line of messages is that of the token read last from the lexer.</summary>
internal sealed class TokenReader(TemplateLexer lexer)
{
    private readonly Token[] _ahead = new Token[3];
    private int _count;

    /// <summary>The line that the look-ahead has come to.</summary>
    public int Line => _ahead[0].Line;

    public Token Next()
    {
        if (_count > 0)
        {
            _count--;
        }
        else
        {
            _ahead[0] = lexer.Next();
        }

        return _ahead[_count];
    }

    public Token Peek()
    {
        if (_count == 0)
        {
            _ahead[0] = lexer.Next();
            _count = 1;
        }

        return _ahead[_count - 1];
    }

    public Token NextNonSpace()
    {
        Token token;
        do
        {
            token = Next();
        }
        while (token.Kind == TokenKind.Space);

        return token;
    }

    public Token PeekNonSpace()
    {
        var token = NextNonSpace();
        Back();
        return token;
    }

    /// <summary>Gives the last token back.</summary>
    public void Back() => _count++;

    /// <summary>Gives the last token back, and the one before it.</summary>
    public void Back(Token before)
    {
        _ahead[1] = before;
        _count = 2;
    }

    /// <summary>Gives the last token back, and the two before it, earlier first.</summary>
    public void Back(Token earlier, Token before)
    {
        _ahead[1] = before;
        _ahead[2] = earlier;
        _count = 3;
    }
}
