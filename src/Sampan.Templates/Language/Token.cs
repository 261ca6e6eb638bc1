using System.Text;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.Language;

/// <summary>A token: its kind, where it begins in the text, its characters, and the line that it begins on. The characters are a part of the text, or an error's message.</summary>
internal readonly record struct Token(TokenKind Kind, int Position, ReadOnlyMemory<char> Characters, int Line)
{
    private const int QuotedLength = 10;

    /// <summary>The characters.</summary>
    public ReadOnlySpan<char> Span => Characters.Span;

    /// <summary>The characters as a string of their own.</summary>
    public string Text => Characters.ToString();

    /// <summary>The token as error messages show it.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.EndOfText => "EOF",
        TokenKind.Error => Text,
        > TokenKind.Keyword => $"<{Text}>",
        _ when Encoding.UTF8.GetByteCount(Span) > QuotedLength => GoQuoting.Quote(Beginning()) + "...",
        _ => GoQuoting.Quote(Text),
    };

    /// <summary>The first ten characters: the length that is compared is in bytes, what is shown is not.</summary>
    private string Beginning() => string.Concat(Text.EnumerateRunes().Take(QuotedLength));
}
