using Sampan.Templates.Formatting;

namespace Sampan.Templates.Language;

/// <summary>A token: its kind, where it begins in the text, what it says, and the line that it begins on.</summary>
internal readonly record struct Token(TokenKind Kind, int Position, string Text, int Line)
{
    private const int QuotedLength = 10;

    /// <summary>The token as error messages show it.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.EndOfText => "EOF",
        TokenKind.Error => Text,
        > TokenKind.Keyword => $"<{Text}>",
        _ when Text.Length > QuotedLength => GoQuoting.Quote(Text[..QuotedLength]) + "...",
        _ => GoQuoting.Quote(Text),
    };
}
