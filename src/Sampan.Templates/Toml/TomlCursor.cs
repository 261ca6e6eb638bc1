using Sampan.Templates.Formatting;

namespace Sampan.Templates.Toml;

/// <summary>Where the reader stands in the text, and the key that it read last, which errors name.</summary>
internal sealed class TomlCursor(string text)
{
    public string Text { get; } = text;

    public int Position { get; set; }

    public string LastKey { get; set; } = "";

    public bool AtEnd => Position >= Text.Length;

    public char Current => AtEnd ? '\0' : Text[Position];

    /// <summary>The line, from 1.</summary>
    public int Line => Text.AsSpan(0, Math.Min(Position, Text.Length)).Count('\n') + 1;

    public char Peek(int offset) => Position + offset < Text.Length ? Text[Position + offset] : '\0';

    /// <summary>The current character as messages show it.</summary>
    public string Quoted() => GoQuoting.QuoteCharacter(Current);

    public TomlException Error(string reason) => new(reason, Line, LastKey);
}
