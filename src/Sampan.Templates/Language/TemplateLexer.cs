using System.Buffers;
using System.Globalization;
using System.Text;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.Language;

/// <summary>
/// Cuts a template's text into tokens, as Go's text/template/parse/lex.go does. Spaces are tokens within actions,
/// for they separate arguments. After an error token there is nothing but the end.
/// </summary>
internal sealed class TemplateLexer(string input)
{
    private const string LeftDelimiter = "{{";
    private const string RightDelimiter = "}}";
    private const string LeftComment = "/*";
    private const string RightComment = "*/";
    private const int TrimMarkerLength = 2;
    private const int EndOfText = -1;
    private const string DecimalDigits = "0123456789_";
    private const string HexadecimalDigits = "0123456789abcdefABCDEF_";

    private static readonly SearchValues<char> AsciiAlphanumerics = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private string _input = input;
    private int _start;
    private int _position;
    private int _line = 1;
    private int _startLine = 1;
    private int _parentheses;
    private bool _insideAction;

    /// <summary>The next token.</summary>
    public Token Next() => _insideAction ? LexAction() : LexText();

    private Token LexText()
    {
        while (true)
        {
            var delimiter = _input.IndexOf(LeftDelimiter, _position, StringComparison.Ordinal);
            if (delimiter < 0)
            {
                _position = _input.Length;
                CountLines();
                return Emit(_position > _start ? TokenKind.Text : TokenKind.EndOfText);
            }

            if (delimiter > _position)
            {
                _position = delimiter;
                var text = _input.AsSpan(_start, _position - _start);
                var trimmed = HasLeftTrimMarker(delimiter + LeftDelimiter.Length) ? text.Length - text.TrimEnd(" \t\r\n").Length : 0;
                _position -= trimmed;
                CountLines();
                var token = new Token(TokenKind.Text, _start, _input.AsMemory(_start, _position - _start), _startLine);
                _position += trimmed;
                _start = _position - trimmed;
                Ignore();
                if (!token.Characters.IsEmpty)
                {
                    return token;
                }
            }

            if (LexLeftDelimiter() is { } opened)
            {
                return opened;
            }
        }
    }

    /// <summary>The opening token or an error; null after a comment.</summary>
    private Token? LexLeftDelimiter()
    {
        _position += LeftDelimiter.Length;
        var marker = HasLeftTrimMarker(_position) ? TrimMarkerLength : 0;
        if (At(LeftComment, _position + marker))
        {
            _position += marker;
            Ignore();
            return LexComment();
        }

        var token = Emit(TokenKind.LeftDelimiter);
        _insideAction = true;
        _position += marker;
        Ignore();
        _parentheses = 0;
        return token;
    }

    private Token? LexComment()
    {
        var end = _input.IndexOf(RightComment, _position + LeftComment.Length, StringComparison.Ordinal);
        if (end < 0)
        {
            return Error("unclosed comment");
        }

        _position = end + RightComment.Length;
        if (!AtRightDelimiter(out var trim))
        {
            return Error("comment ends before closing delimiter");
        }

        CountLines();
        _start = _position;
        _position += (trim ? TrimMarkerLength : 0) + RightDelimiter.Length;
        SkipTrimmed(trim);
        Ignore();
        return null;
    }

    private Token LexRightDelimiter()
    {
        AtRightDelimiter(out var trim);
        if (trim)
        {
            _position += TrimMarkerLength;
            Ignore();
        }

        _position += RightDelimiter.Length;
        var token = Emit(TokenKind.RightDelimiter);
        SkipTrimmed(trim);
        Ignore();
        _insideAction = false;
        return token;
    }

    private Token LexAction()
    {
        if (AtRightDelimiter(out _))
        {
            return _parentheses == 0 ? LexRightDelimiter() : Error("unclosed left paren");
        }

        var rune = NextRune();
        switch (rune)
        {
            case EndOfText:
                return Error("unclosed action");
            case ' ' or '\t' or '\r' or '\n':
                Back(rune);
                return LexSpace();
            case '=':
                return Emit(TokenKind.Assign);
            case ':':
                return NextRune() == '=' ? Emit(TokenKind.Declare) : Error("expected :=");
            case '|':
                return Emit(TokenKind.Pipe);
            case '"':
                return LexQuoted('"', TokenKind.String, "unterminated quoted string");
            case '\'':
                return LexQuoted('\'', TokenKind.CharacterConstant, "unterminated character constant");
            case '`':
                return LexRawString();
            case '$':
                return LexName(TokenKind.Variable);
            case '.' when _position < _input.Length && !char.IsAsciiDigit(_input[_position]):
                return LexName(TokenKind.Field);
            case '.' or '+' or '-' or (>= '0' and <= '9'):
                Back(rune);
                return LexNumber();
            case '(':
                _parentheses++;
                return Emit(TokenKind.LeftParenthesis);
            case ')':
                return --_parentheses < 0 ? Error("unexpected right paren") : Emit(TokenKind.RightParenthesis);
            case var letter when IsAlphanumeric(letter):
                Back(rune);
                return LexIdentifier();
            case > ' ' and <= '~':
                return Emit(TokenKind.Character);
            default:
                return Error($"unrecognized character in action: {Unicode(rune)}");
        }
    }

    private Token LexSpace()
    {
        var spaces = 0;
        while (IsSpace(Peek()))
        {
            NextRune();
            spaces++;
        }

        // A space and a minus before the closing delimiter are its trim marker.
        if (HasRightTrimMarker(_position - 1) && At(RightDelimiter, _position - 1 + TrimMarkerLength))
        {
            Back(_input[_position - 1]);
            if (spaces == 1)
            {
                return LexRightDelimiter();
            }
        }

        return Emit(TokenKind.Space);
    }

    private Token LexQuoted(char quote, TokenKind kind, string unterminated)
    {
        while (true)
        {
            var rune = NextRune();
            if (rune == '\\')
            {
                rune = NextRune();
                if (rune is not (EndOfText or '\n'))
                {
                    continue;
                }
            }

            if (rune is EndOfText or '\n')
            {
                return Error(unterminated);
            }

            if (rune == quote)
            {
                return Emit(kind);
            }
        }
    }

    private Token LexRawString()
    {
        while (true)
        {
            switch (NextRune())
            {
                case EndOfText:
                    return Error("unterminated raw quoted string");
                case '`':
                    return Emit(TokenKind.RawString);
            }
        }
    }

    private Token LexName(TokenKind kind)
    {
        if (AtTerminator())
        {
            return Emit(kind == TokenKind.Variable ? TokenKind.Variable : TokenKind.Dot);
        }

        SkipAlphanumerics();
        return AtTerminator() ? Emit(kind) : Error($"bad character {Unicode(Peek())}");
    }

    private Token LexIdentifier()
    {
        SkipAlphanumerics();
        if (!AtTerminator())
        {
            return Error($"bad character {Unicode(Peek())}");
        }

        return Emit(_input.AsSpan(_start, _position - _start) switch
        {
            "block" => TokenKind.Block,
            "break" => TokenKind.Break,
            "continue" => TokenKind.Continue,
            "define" => TokenKind.Define,
            "else" => TokenKind.Else,
            "end" => TokenKind.End,
            "if" => TokenKind.If,
            "nil" => TokenKind.Nil,
            "range" => TokenKind.Range,
            "template" => TokenKind.Template,
            "with" => TokenKind.With,
            "true" or "false" => TokenKind.Boolean,
            _ => TokenKind.Identifier,
        });
    }

    private Token LexNumber()
    {
        if (!ScanNumber())
        {
            return Error($"bad number syntax: {GoQuoting.Quote(_input[_start.._position])}");
        }

        if (Peek() is not ('+' or '-'))
        {
            return Emit(TokenKind.Number);
        }

        return ScanNumber() && _input[_position - 1] == 'i'
            ? Emit(TokenKind.Complex)
            : Error($"bad number syntax: {GoQuoting.Quote(_input[_start.._position])}");
    }

    private bool ScanNumber()
    {
        Accept("+-");
        var digits = DecimalDigits;
        if (Accept("0"))
        {
            digits = Accept("xX") ? HexadecimalDigits : Accept("oO") ? "01234567_" : Accept("bB") ? "01_" : digits;
        }

        AcceptRun(digits);
        if (Accept("."))
        {
            AcceptRun(digits);
        }

        if ((ReferenceEquals(digits, DecimalDigits) && Accept("eE")) || (ReferenceEquals(digits, HexadecimalDigits) && Accept("pP")))
        {
            Accept("+-");
            AcceptRun(DecimalDigits);
        }

        Accept("i");
        if (!IsAlphanumeric(Peek()))
        {
            return true;
        }

        NextRune();
        return false;
    }

    private bool Accept(string characters)
    {
        if (_position < _input.Length && characters.Contains(_input[_position], StringComparison.Ordinal))
        {
            _position++;
            return true;
        }

        return false;
    }

    private void AcceptRun(string characters)
    {
        while (Accept(characters))
        {
        }
    }

    private void SkipAlphanumerics()
    {
        var rest = _input.AsSpan(_position);
        var end = rest.IndexOfAnyExcept(AsciiAlphanumerics);
        _position += end < 0 ? rest.Length : end;
        while (IsAlphanumeric(Peek()))
        {
            NextRune();
        }
    }

    private bool AtTerminator() =>
        Peek() is EndOfText or ' ' or '\t' or '\r' or '\n' or '.' or ',' or '|' or ':' or ')' or '(' || At(RightDelimiter, _position);

    private bool AtRightDelimiter(out bool trim)
    {
        trim = HasRightTrimMarker(_position) && At(RightDelimiter, _position + TrimMarkerLength);
        return trim || At(RightDelimiter, _position);
    }

    private bool At(string expected, int position) =>
        position <= _input.Length && _input.AsSpan(position).StartsWith(expected, StringComparison.Ordinal);

    private bool HasLeftTrimMarker(int position) =>
        position + 1 < _input.Length && _input[position] == '-' && IsSpace(_input[position + 1]);

    private bool HasRightTrimMarker(int position) =>
        position + 1 < _input.Length && IsSpace(_input[position]) && _input[position + 1] == '-';

    private void SkipTrimmed(bool trim)
    {
        while (trim && _position < _input.Length && IsSpace(_input[_position]))
        {
            _position++;
        }
    }

    private int Peek()
    {
        if (_position >= _input.Length)
        {
            return EndOfText;
        }

        var c = _input[_position];
        return char.IsHighSurrogate(c) && _position + 1 < _input.Length && char.IsLowSurrogate(_input[_position + 1])
            ? char.ConvertToUtf32(c, _input[_position + 1])
            : c;
    }

    private int NextRune()
    {
        var rune = Peek();
        _position += rune == EndOfText ? 0 : rune > char.MaxValue ? 2 : 1;
        _line += rune == '\n' ? 1 : 0;
        return rune;
    }

    private void Back(int rune)
    {
        _position -= rune > char.MaxValue ? 2 : 1;
        _line -= rune == '\n' ? 1 : 0;
    }

    private Token Emit(TokenKind kind)
    {
        var token = new Token(kind, _start, _input.AsMemory(_start, _position - _start), _startLine);
        _start = _position;
        _startLine = _line;
        return token;
    }

    private void Ignore()
    {
        CountLines();
        _start = _position;
        _startLine = _line;
    }

    private void CountLines() => _line += _input.AsSpan(_start, _position - _start).Count('\n');

    private Token Error(string message)
    {
        var token = new Token(TokenKind.Error, _start, message.AsMemory(), _startLine);
        _input = "";
        _start = _position = 0;
        _insideAction = false;
        return token;
    }

    private static bool IsSpace(int rune) => rune is ' ' or '\t' or '\r' or '\n';

    private static bool IsAlphanumeric(int rune) =>
        rune == '_' || (rune >= 0 && (rune < 0x80
            ? char.IsAsciiLetterOrDigit((char)rune)
            : Rune.IsValid(rune) && (Rune.IsLetter(new Rune(rune)) || Rune.GetUnicodeCategory(new Rune(rune)) == UnicodeCategory.DecimalDigitNumber)));

    /// <summary>As Go's <c>%#U</c>: <c>U+002D '-'</c>, the character only if it is printable.</summary>
    private static string Unicode(int rune) => GoQuoting.UnicodePoint(rune < 0 ? 0xFFFD : rune, withCharacter: true);
}
