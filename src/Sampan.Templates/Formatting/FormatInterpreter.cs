using System.Globalization;
using System.Text;
using Sampan.Templates.Values;

namespace Sampan.Templates.Formatting;

/// <summary>Goes through a format of Go's Printf: flags, width, precision, explicit argument numbers, verbs.</summary>
internal sealed class FormatInterpreter(string format)
{
    private const int LargestNumber = 1_000_000;
    private readonly StringBuilder _output = new();
    private readonly FormatFlags _flags = new();
    private int _position;
    private int _argument;
    private bool _goodNumber;
    private bool _reordered;
    private bool _afterNumber;

    public string Run(ReadOnlySpan<object?> arguments)
    {
        var printer = new ValuePrinter(_output, _flags);
        while (_position < format.Length)
        {
            var percent = format.IndexOf('%', _position);
            _output.Append(format, _position, (percent < 0 ? format.Length : percent) - _position);
            if (percent < 0)
            {
                break;
            }

            _position = percent + 1;
            _goodNumber = true;
            _afterNumber = false;
            _flags.Clear();
            ReadFlags();
            ReadNumber(arguments.Length);
            ReadWidth(arguments);
            ReadPrecision(arguments);
            if (!_afterNumber)
            {
                ReadNumber(arguments.Length);
            }

            if (_position >= format.Length)
            {
                _output.Append("%!(NOVERB)");
                break;
            }

            PrintVerb(printer, arguments);
        }

        if (!_reordered && _argument < arguments.Length)
        {
            PrintExtra(printer, arguments[_argument..]);
        }

        return _output.ToString();
    }

    private void PrintVerb(ValuePrinter printer, ReadOnlySpan<object?> arguments)
    {
        Rune.DecodeFromUtf16(format.AsSpan(_position), out var verb, out var length);
        _position += length;
        if (verb.Value == '%')
        {
            _output.Append('%');
        }
        else if (!_goodNumber)
        {
            _output.Append("%!").Append(verb).Append("(BADINDEX)");
        }
        else if (_argument >= arguments.Length)
        {
            _output.Append("%!").Append(verb).Append("(MISSING)");
        }
        else
        {
            if (verb.Value is 'v' or 'w')
            {
                _flags.MakeValueFlags();
            }

            printer.Print(arguments[_argument++], verb.Value);
        }
    }

    private void PrintExtra(ValuePrinter printer, ReadOnlySpan<object?> rest)
    {
        _flags.Clear();
        _output.Append("%!(EXTRA ");
        for (var i = 0; i < rest.Length; i++)
        {
            _output.Append(i > 0 ? ", " : "");
            if (rest[i] is null)
            {
                _output.Append("<nil>");
            }
            else
            {
                _output.Append(GoType.Name(rest[i])).Append('=');
                printer.Print(rest[i], 'v');
            }
        }

        _output.Append(')');
    }

    private void ReadFlags()
    {
        for (; _position < format.Length; _position++)
        {
            switch (format[_position])
            {
                case '#':
                    _flags.Sharp = true;
                    break;
                case '0':
                    _flags.Zero = true;
                    break;
                case '+':
                    _flags.Plus = true;
                    break;
                case '-':
                    _flags.Minus = true;
                    break;
                case ' ':
                    _flags.Space = true;
                    break;
                default:
                    return;
            }
        }
    }

    private void ReadWidth(ReadOnlySpan<object?> arguments)
    {
        if (At('*'))
        {
            _position++;
            _flags.Width = TakeInteger(arguments);
            if (_flags.Width is null)
            {
                _output.Append("%!(BADWIDTH)");
            }
            else if (_flags.Width < 0)
            {
                _flags.Width = -_flags.Width;
                _flags.Minus = true;
            }

            _afterNumber = false;
            return;
        }

        _flags.Width = ReadDigits();
        if (_afterNumber && _flags.Width is not null)
        {
            _goodNumber = false;
        }
    }

    private void ReadPrecision(ReadOnlySpan<object?> arguments)
    {
        if (!At('.'))
        {
            return;
        }

        _position++;
        if (_afterNumber)
        {
            _goodNumber = false;
        }

        ReadNumber(arguments.Length);
        if (At('*'))
        {
            _position++;
            _flags.Precision = TakeInteger(arguments) is >= 0 and var precision ? precision : null;
            if (_flags.Precision is null)
            {
                _output.Append("%!(BADPREC)");
            }

            _afterNumber = false;
        }
        else
        {
            _flags.Precision = ReadDigits() ?? 0;
        }
    }

    /// <summary>An explicit argument number in brackets.</summary>
    private void ReadNumber(int argumentCount)
    {
        _afterNumber = false;
        if (!At('['))
        {
            return;
        }

        _reordered = true;
        var close = format.IndexOf(']', _position);
        if (close < 0)
        {
            _goodNumber = false;
            _position++;
            return;
        }

        var digits = format.AsSpan(_position + 1, close - _position - 1);
        _position = close + 1;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= argumentCount)
        {
            _argument = number - 1;
            _afterNumber = true;
            return;
        }

        _goodNumber = false;
        _afterNumber = true;
    }

    private int? ReadDigits()
    {
        var start = _position;
        var number = 0;
        while (_position < format.Length && char.IsAsciiDigit(format[_position]))
        {
            if (number > LargestNumber)
            {
                _position = format.Length;
                return null;
            }

            number = number * 10 + (format[_position++] - '0');
        }

        return _position > start ? number : null;
    }

    private int? TakeInteger(ReadOnlySpan<object?> arguments)
    {
        if (_argument >= arguments.Length)
        {
            return null;
        }

        long? number = arguments[_argument++] switch
        {
            nint value => value,
            long value => value,
            int value => value,
            byte value => value,
            uint value => value,
            _ => null,
        };
        return number is >= -LargestNumber and <= LargestNumber ? (int)number : null;
    }

    private bool At(char c) => _position < format.Length && format[_position] == c;
}
