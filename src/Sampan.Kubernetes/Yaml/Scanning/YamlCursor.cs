using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sampan.Kubernetes.Yaml.Scanning;

/// <summary>Where the scanner stands in the text.</summary>
internal sealed class YamlCursor(string text)
{
    /// <summary>How much text go-yaml decodes at a time: what it must not have is found before what comes after it is scanned.</summary>
    private const int ChunkSize = 512;

    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => !IsAllowed(c)), .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c), '\uFFFE', '\uFFFF']);

    private int _checked;

    public string Text { get; } = text;

    /// <summary>A byte order mark at the start is none of the text.</summary>
    public int Position { get; private set; } = text.StartsWith(YamlCharacters.ByteOrderMark) ? 1 : 0;

    /// <summary>The line, from 0.</summary>
    public int Line { get; private set; }

    /// <summary>The column, from 0.</summary>
    public int Column { get; private set; }

    public char Current => Position < Text.Length ? Text[Position] : '\0';

    public bool AtEnd => Position >= Text.Length;

    public bool AtBreak => !AtEnd && YamlCharacters.IsBreak(Text[Position]);

    /// <summary>Whether a space, a tab, a line break or the end comes next.</summary>
    public bool AtBlank => YamlCharacters.IsBlank(Current);

    /// <summary>Whether <c>---</c> or <c>...</c> stands alone at the line's start.</summary>
    public bool AtDocumentIndicator =>
        Column == 0 && (Text.AsSpan(Position) is ['-', '-', '-', ..] or ['.', '.', '.', ..]) && YamlCharacters.IsBlank(Peek(3));

    public char Peek(int offset) => Position + offset < Text.Length ? Text[Position + offset] : '\0';

    /// <summary>Goes over characters of one line.</summary>
    public void Skip(int count = 1)
    {
        Position += count;
        Column += count;
    }

    /// <summary>Goes over a line break, of which CR LF is one, and gives it as it is read.</summary>
    public char SkipBreak()
    {
        var c = Text[Position];
        Position += c == '\r' && Peek(1) == '\n' ? 2 : 1;
        Line++;
        Column = 0;
        return c is '\r' or YamlCharacters.NextLine ? '\n' : c;
    }

    /// <summary>The text ends: whatever comes is on a new line.</summary>
    public void EndLine()
    {
        if (Column != 0)
        {
            Column = 0;
            Line++;
        }
    }

    /// <summary>Refuses characters that YAML does not have, as far as they would have been decoded.</summary>
    public void CheckCharacters()
    {
        while (_checked <= Position + 3 && _checked < Text.Length)
        {
            var chunk = Text.AsSpan(_checked, Math.Min(ChunkSize, Text.Length - _checked));
            for (var i = chunk.IndexOfAny(Suspects); i >= 0;)
            {
                i += CheckCharacter(_checked + i);
                var next = chunk[Math.Min(i, chunk.Length)..].IndexOfAny(Suspects);
                i = next < 0 ? -1 : i + next;
            }

            _checked += ChunkSize;
        }
    }

    /// <summary>The scanner's error: go-yaml names its line, unless it is the first.</summary>
    public YamlSyntaxException Error(string problem)
    {
        CheckCharacters();
        var place = Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"line {Line + 1}: ");
        return new YamlSyntaxException($"yaml: {place}{problem}", Line + 1, Column + 1);
    }

    /// <summary>The length of the character if it is allowed.</summary>
    private int CheckCharacter(int position)
    {
        if (Rune.TryGetRuneAt(Text, position, out var rune) && rune.Value > char.MaxValue)
        {
            return rune.Utf16SequenceLength;
        }

        // The second half of a pair whose first one ended the chunk before.
        if (char.IsLowSurrogate(Text[position]) && position > 0 && char.IsHighSurrogate(Text[position - 1]))
        {
            return 1;
        }

        throw new YamlSyntaxException(
            char.IsSurrogate(Text[position]) ? "yaml: invalid leading UTF-8 octet" : "yaml: control characters are not allowed", Line + 1, Column + 1);
    }

    private static bool IsAllowed(char c) => c is '\t' or '\n' or '\r' or YamlCharacters.NextLine or (>= ' ' and <= '~');
}
