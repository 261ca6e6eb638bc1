namespace Sampan.Server.Cel.Parsing;

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
/// <param name="Text">As it is written; <c>&lt;EOF&gt;</c> at the end.</param>
internal readonly record struct Token(TokenKind Kind, int Offset, string Text)
{
    /// <summary>How the grammar's error messages name a kind.</summary>
    public static string Display(TokenKind kind) => kind switch
    {
        TokenKind.End => "<EOF>",
        TokenKind.Equal => "'=='",
        TokenKind.NotEqual => "'!='",
        TokenKind.In => "'in'",
        TokenKind.Less => "'<'",
        TokenKind.LessEqual => "'<='",
        TokenKind.GreaterEqual => "'>='",
        TokenKind.Greater => "'>'",
        TokenKind.And => "'&&'",
        TokenKind.Or => "'||'",
        TokenKind.LeftBracket => "'['",
        TokenKind.RightBracket => "']'",
        TokenKind.LeftBrace => "'{'",
        TokenKind.RightBrace => "'}'",
        TokenKind.LeftParenthesis => "'('",
        TokenKind.RightParenthesis => "')'",
        TokenKind.Dot => "'.'",
        TokenKind.Comma => "','",
        TokenKind.Minus => "'-'",
        TokenKind.Not => "'!'",
        TokenKind.Question => "'?'",
        TokenKind.Colon => "':'",
        TokenKind.Plus => "'+'",
        TokenKind.Star => "'*'",
        TokenKind.Slash => "'/'",
        TokenKind.Percent => "'%'",
        TokenKind.True => "'true'",
        TokenKind.False => "'false'",
        TokenKind.Null => "'null'",
        TokenKind.Float => "NUM_FLOAT",
        TokenKind.Int => "NUM_INT",
        TokenKind.Uint => "NUM_UINT",
        TokenKind.String => "STRING",
        TokenKind.Bytes => "BYTES",
        TokenKind.Identifier => "IDENTIFIER",
        _ => "ESC_IDENTIFIER",
    };

    /// <summary>How the grammar's error messages name a set of kinds.</summary>
    public static string Display(IReadOnlyList<TokenKind> kinds) =>
        kinds.Count == 1 ? Display(kinds[0]) : $"{{{string.Join(", ", kinds.Order().Select(Display))}}}";
}
