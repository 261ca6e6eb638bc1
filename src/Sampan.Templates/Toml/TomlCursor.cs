using System.Globalization;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.Toml;

/// <summary>Where the reader stands in the text, and the key that it is at, which errors name.</summary>
internal sealed class TomlCursor(string text)
{
    public string Text { get; } = text;

    public int Position { get; set; }

    /// <summary>The keys of the table that lines add to.</summary>
    public IReadOnlyList<string> Context { get; set; } = [];

    /// <summary>The key whose value is being read; empty between them.</summary>
    public string CurrentKey { get; set; } = "";

    public bool AtEnd => Position >= Text.Length;

    /// <summary>The character at the position; NUL at the end.</summary>
    /// <exception cref="TomlException">It is a control character.</exception>
    public char Current => AtEnd ? '\0' : Text[Position] is (< ' ' and not ('\t' or '\n')) or '\u007F' ? throw ControlCharacter() : Text[Position];

    /// <summary>The line of the position, from 1.</summary>
    public int Line => Text.AsSpan(0, Math.Min(Position, Text.Length)).Count('\n') + 1;

    public char Peek(int offset) => Position + offset < Text.Length ? Text[Position + offset] : '\0';

    /// <summary>The current character as messages show it.</summary>
    public string Quoted() => GoQuoting.QuoteCharacter(Current);

    /// <summary>An error at the current character: a line feed counts to the next line, the end to the last that has text.</summary>
    public TomlException Error(string reason) =>
        new(reason, Line + (AtEnd ? (Text.EndsWith('\n') ? -1 : 0) : Current == '\n' ? 1 : 0), LastKey);

    /// <summary>An error of what ends before the current character.</summary>
    public TomlException ErrorBefore(string reason) => new(reason, Line, LastKey);

    private string LastKey => string.Join('.', CurrentKey.Length == 0 ? Context.Select(Part) : Context.Select(Part).Append(CurrentKey));

    private static string Part(string key) =>
        key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? key : GoQuoting.Quote(key);

    private TomlException ControlCharacter() =>
        new(string.Create(CultureInfo.InvariantCulture, $"TOML files cannot contain control characters: '0x{(int)Text[Position]:x2}'"), Line, LastKey);
}
