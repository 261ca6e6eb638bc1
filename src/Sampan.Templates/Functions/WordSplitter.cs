using System.Text;

namespace Sampan.Templates.Functions;

/// <summary>
/// Splits names into words and joins them in lower case, as xstrings does: at connectors, before capitals, around
/// numbers (<c>HTTPServer</c> is <c>http_server</c>, <c>Bld4Floor</c> <c>bld4_floor</c>, <c>http2xx</c> <c>http_2xx</c>).
/// </summary>
internal sealed class WordSplitter
{
    private readonly Rune[] _runes;
    private readonly char _connector;
    private readonly StringBuilder _joined = new();
    private int _position;

    private WordSplitter(string text, char connector)
    {
        _runes = [.. text.EnumerateRunes()];
        _connector = connector;
    }

    private enum WordKind
    {
        None,
        Number,
        Capitalized,
        Letters,
        Connector,
        Punctuation,
        Other,
    }

    public static bool IsConnector(Rune rune) => rune.Value is '-' or '_' || Rune.IsWhiteSpace(rune);

    /// <summary>The words in lower case, the connector between them.</summary>
    public static string Join(string text, char connector) => new WordSplitter(text, connector).Run();

    private string Run()
    {
        var (kind, word) = Next();
        while (_position < _runes.Length)
        {
            if (kind != WordKind.Connector)
            {
                Append(kind, word);
            }

            var (previous, last) = (kind, word);
            (kind, word) = Next();
            switch (previous)
            {
                case WordKind.Number:
                    AppendLettersAndNumbers(ref kind, ref word);
                    AppendConnectorBefore(kind);
                    break;
                case WordKind.Connector:
                    Append(previous, last);
                    break;
                case WordKind.Punctuation:
                    break;
                default:
                    AfterWord(ref kind, ref word);
                    break;
            }
        }

        Append(kind, word);
        return _joined.ToString();
    }

    private void AfterWord(ref WordKind kind, ref ReadOnlyMemory<Rune> word)
    {
        if (kind != WordKind.Number)
        {
            AppendConnectorBefore(kind);
            return;
        }

        if (_position == _runes.Length)
        {
            return;
        }

        // A number belongs to the word before it, unless small letters follow it.
        var number = word;
        (kind, word) = Next();
        if (kind != WordKind.Letters)
        {
            Append(WordKind.Number, number);
            AppendConnectorBefore(kind);
            return;
        }

        _joined.Append(_connector);
        Append(WordKind.Number, number);
        AppendLettersAndNumbers(ref kind, ref word);
        AppendConnectorBefore(kind);
    }

    private void AppendLettersAndNumbers(ref WordKind kind, ref ReadOnlyMemory<Rune> word)
    {
        while (kind is WordKind.Letters or WordKind.Number)
        {
            Append(kind, word);
            (kind, word) = Next();
        }
    }

    private void AppendConnectorBefore(WordKind kind)
    {
        if (kind is not (WordKind.None or WordKind.Connector or WordKind.Punctuation))
        {
            _joined.Append(_connector);
        }
    }

    private void Append(WordKind kind, ReadOnlyMemory<Rune> word)
    {
        foreach (var rune in word.Span)
        {
            if (kind == WordKind.Connector)
            {
                _joined.Append(_connector);
            }
            else
            {
                _joined.Append(kind == WordKind.Capitalized ? GoCase.Lower(rune) : rune);
            }
        }
    }

    private (WordKind Kind, ReadOnlyMemory<Rune> Word) Next()
    {
        if (_position == _runes.Length)
        {
            return (WordKind.None, default);
        }

        var start = _position;
        var first = _runes[_position++];
        var kind = KindOf(first);
        switch (kind)
        {
            case WordKind.Capitalized:
                TakeCapitalized();
                break;
            case WordKind.Punctuation:
                // Connectors among punctuation belong to it.
                TakeWhile(Rune.IsPunctuation);
                break;
            case WordKind.Other:
                TakeWhile(rune => KindOf(rune) == WordKind.Other);
                break;
            default:
                TakeWhile(rune => KindOf(rune) == kind);
                break;
        }

        return (kind, _runes.AsMemory(start, _position - start));
    }

    /// <summary>A capital and small letters, or capitals: the last of them begins the next word if a small letter follows it.</summary>
    private void TakeCapitalized()
    {
        if (_position == _runes.Length)
        {
            return;
        }

        if (!Rune.IsUpper(_runes[_position]))
        {
            TakeWhile(rune => KindOf(rune) == WordKind.Letters);
            return;
        }

        TakeWhile(Rune.IsUpper);
        if (_position < _runes.Length && KindOf(_runes[_position]) == WordKind.Letters)
        {
            _position--;
        }
    }

    private void TakeWhile(Func<Rune, bool> belongs)
    {
        while (_position < _runes.Length && belongs(_runes[_position]))
        {
            _position++;
        }
    }

    private static WordKind KindOf(Rune rune) =>
        IsConnector(rune) ? WordKind.Connector
        : Rune.IsPunctuation(rune) ? WordKind.Punctuation
        : Rune.IsUpper(rune) ? WordKind.Capitalized
        : Rune.IsLetter(rune) && !IsIdeograph(rune) ? WordKind.Letters
        : Rune.IsNumber(rune) ? WordKind.Number
        : WordKind.Other;

    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x3400 and <= 0x4D85) or (>= 0x4E00 and <= 0x9FCC) or (>= 0x20000 and <= 0x2B81D);
}
