using System.Text;

namespace Sampan.Charts.Values;

/// <summary>The text of a set expression and how far it has been read.</summary>
internal sealed class SetText(string text, bool escapes)
{
    private int _position;

    public bool AtEnd => _position >= text.Length;

    public ReadOnlySpan<char> Rest => text.AsSpan(_position);

    /// <summary>The next character, without reading past it; a NUL at the end.</summary>
    public char Peek() => AtEnd ? '\0' : text[_position];

    public void Skip(int characters) => _position += characters;

    /// <summary>
    /// Reads up to one of the <paramref name="stops"/>, and past it. <paramref name="stop"/> is null when the text ended
    /// first, also when it ended inside an escape.
    /// </summary>
    public string ReadUntil(ReadOnlySpan<char> stops, out char? stop)
    {
        var read = new StringBuilder();
        while (!AtEnd)
        {
            var next = text[_position++];
            if (stops.Contains(next))
            {
                stop = next;
                return read.ToString();
            }

            if (next == '\\' && escapes)
            {
                if (AtEnd)
                {
                    break;
                }

                next = text[_position++];
            }

            read.Append(next);
        }

        stop = null;
        return read.ToString();
    }

    public string ReadToEnd()
    {
        var rest = text[_position..];
        _position = text.Length;
        return rest;
    }
}
