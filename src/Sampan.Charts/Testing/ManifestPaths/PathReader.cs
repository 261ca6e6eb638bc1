using System.Globalization;

namespace Sampan.Charts.Testing.ManifestPaths;

/// <summary>Reads a path's text from left to right.</summary>
internal sealed class PathReader(string text)
{
    private int _position;

    public bool AtEnd => _position >= text.Length;

    /// <summary>The next character; a NUL at the end.</summary>
    public char Peek => AtEnd ? '\0' : text[_position];

    public bool Take(string token)
    {
        var found = string.CompareOrdinal(text, _position, token, 0, token.Length) == 0;
        _position += found ? token.Length : 0;
        return found;
    }

    public string TakeUntil(string terminators)
    {
        var rest = text.AsSpan(_position);
        var length = rest.IndexOfAny(terminators);
        return Advance(length < 0 ? rest.Length : length);
    }

    public string TakeWhile(Func<char, bool> belongs)
    {
        var end = _position;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        return Advance(end - _position);
    }

    /// <summary>What stands between the quote that comes next and its pair; escapes are kept as they are.</summary>
    public string TakeQuoted(bool withEscapes)
    {
        var quote = Peek;
        if (quote is not ('\'' or '"'))
        {
            throw Error("missing quote");
        }

        var end = _position + 1;
        while (end < text.Length && text[end] != quote)
        {
            end += withEscapes && text[end] == '\\' ? 2 : 1;
        }

        if (end >= text.Length)
        {
            throw Error($"unmatched {quote}");
        }

        var inner = text[(_position + 1)..end];
        _position = end + 1;
        return inner;
    }

    public void SkipSpace() => TakeWhile(char.IsWhiteSpace);

    public ManifestPathException Error(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{what} at position {_position}, following \"{text[..Math.Min(_position, text.Length)]}\""));

    private string Advance(int length)
    {
        var taken = text.Substring(_position, length);
        _position += length;
        return taken;
    }
}
