namespace Sampan.Server.Cel.Parsing;

/// <summary>Where the parser goes on after an error, and what its messages say was expected: the tokens that may begin or end a part.</summary>
internal static class TokenSets
{
    public static readonly TokenKind[] OperandStart =
    [
        TokenKind.LeftBracket, TokenKind.LeftBrace, TokenKind.LeftParenthesis, TokenKind.Dot, TokenKind.Minus, TokenKind.Not, TokenKind.True,
        TokenKind.False, TokenKind.Null, TokenKind.Float, TokenKind.Int, TokenKind.Uint, TokenKind.String, TokenKind.Bytes, TokenKind.Identifier,
    ];

    public static readonly TokenKind[] ArgumentsStart = [.. OperandStart, TokenKind.RightParenthesis];
    public static readonly TokenKind[] ListStart = [.. OperandStart, TokenKind.RightBracket, TokenKind.Comma, TokenKind.Question];
    public static readonly TokenKind[] MapStart = [.. OperandStart, TokenKind.RightBrace, TokenKind.Comma, TokenKind.Question];
    public static readonly TokenKind[] FieldsStart = [TokenKind.RightBrace, TokenKind.Comma, TokenKind.Question, TokenKind.Identifier, TokenKind.EscapedIdentifier];
    public static readonly TokenKind[] ElementsEnd = [TokenKind.RightBracket, TokenKind.Comma];
    public static readonly TokenKind[] EntriesEnd = [TokenKind.RightBrace, TokenKind.Comma];
    public static readonly TokenKind[] FieldName = [TokenKind.Identifier, TokenKind.EscapedIdentifier];
    public static readonly TokenKind[] Name = [TokenKind.Identifier];
}
