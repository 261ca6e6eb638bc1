using System.Globalization;

namespace Sampan.Scheduling.Devices.Expressions;

/// <summary>
/// Compiles the part of CEL that device selectors use: literals, fields, keys, lists, comparison, arithmetic and logic,
/// <c>in</c>, <c>has()</c>, quantities and text functions. Macros over lists are not known.
/// </summary>
internal sealed class ExpressionParser
{
    private readonly ExpressionLexer _lexer;
    private ExpressionToken _token;

    public ExpressionParser(string text)
    {
        _lexer = new ExpressionLexer(text);
        _token = _lexer.Next();
    }

    /// <summary>Compiles the expression.</summary>
    /// <exception cref="FormatException">It is no expression, or one of a kind that is not known.</exception>
    public Evaluation Parse()
    {
        var expression = ParseConditional();
        return _token.Kind == ExpressionTokenKind.End ? expression : throw Unexpected();
    }

    private Evaluation ParseConditional()
    {
        var condition = ParseOr();
        if (!TryTake("?"))
        {
            return condition;
        }

        var then = ParseConditional();
        Take(":");
        var otherwise = ParseConditional();
        return variables => ExpressionOperators.Truth(condition(variables)) ? then(variables) : otherwise(variables);
    }

    private Evaluation ParseOr()
    {
        var left = ParseAnd();
        while (TryTake("||"))
        {
            left = ExpressionOperators.Or(left, ParseAnd());
        }

        return left;
    }

    private Evaluation ParseAnd()
    {
        var left = ParseRelation();
        while (TryTake("&&"))
        {
            left = ExpressionOperators.And(left, ParseRelation());
        }

        return left;
    }

    private Evaluation ParseRelation()
    {
        var left = ParseSum();
        while (_token.Text is "==" or "!=" or "<" or "<=" or ">" or ">=" or "in" && _token.Kind is ExpressionTokenKind.Symbol or ExpressionTokenKind.Name)
        {
            left = Binary(left, TakeAny(), ParseSum());
        }

        return left;
    }

    private Evaluation ParseSum()
    {
        var left = ParseProduct();
        while (_token is { Kind: ExpressionTokenKind.Symbol, Text: "+" or "-" })
        {
            left = Binary(left, TakeAny(), ParseProduct());
        }

        return left;
    }

    private Evaluation ParseProduct()
    {
        var left = ParseUnary();
        while (_token is { Kind: ExpressionTokenKind.Symbol, Text: "*" or "/" or "%" })
        {
            left = Binary(left, TakeAny(), ParseUnary());
        }

        return left;
    }

    private Evaluation ParseUnary()
    {
        if (TryTake("!"))
        {
            var operand = ParseUnary();
            return variables => !ExpressionOperators.Truth(operand(variables));
        }

        if (TryTake("-"))
        {
            var operand = ParseUnary();
            return variables => ExpressionOperators.Apply(0L, "-", operand(variables));
        }

        return ParseMember();
    }

    private Evaluation ParseMember()
    {
        var value = ParsePrimary();
        while (true)
        {
            if (TryTake("."))
            {
                var name = TakeName();
                value = TryTake("(") ? Method(value, name, ParseArguments(")")) : Key(value, _ => name);
            }
            else if (TryTake("["))
            {
                var key = ParseConditional();
                Take("]");
                value = Key(value, key);
            }
            else
            {
                return value;
            }
        }
    }

    private Evaluation ParsePrimary()
    {
        var (kind, text) = _token;
        if (TryTake("("))
        {
            var inner = ParseConditional();
            Take(")");
            return inner;
        }

        if (TryTake("["))
        {
            var items = ParseArguments("]");
            return variables => Array.ConvertAll(items, item => item(variables));
        }

        TakeAny();
        return kind switch
        {
            ExpressionTokenKind.Text => _ => text,
            ExpressionTokenKind.Number => Number(text),
            ExpressionTokenKind.Name when text is "true" or "false" => _ => text == "true",
            ExpressionTokenKind.Name when TryTake("(") => Function(text, ParseArguments(")")),
            ExpressionTokenKind.Name => variables => variables.TryGetValue(text, out var value) ? value : throw new FormatException($"undeclared reference to '{text}'"),
            _ => throw Unexpected(),
        };
    }

    private Evaluation[] ParseArguments(string end)
    {
        List<Evaluation> arguments = [];
        while (!TryTake(end))
        {
            arguments.Add(ParseConditional());
            if (_token.Text != end)
            {
                Take(",");
            }
        }

        return [.. arguments];
    }

    private static Evaluation Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? _ => whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? _ => number
        : throw new FormatException($"no number: {text}");

    private static Evaluation Binary(Evaluation left, string @operator, Evaluation right) =>
        variables => ExpressionOperators.Apply(left(variables), @operator, right(variables));

    private static Evaluation Key(Evaluation owner, Evaluation key) => variables => ExpressionOperators.Key(owner(variables), key(variables));

    private static Evaluation Method(Evaluation owner, string name, Evaluation[] arguments) =>
        variables => ExpressionFunctions.Call(name, [owner(variables), .. arguments.Select(argument => argument(variables))]);

    // has() asks whether its argument has a value, where any other function would fail without one.
    private static Evaluation Function(string name, Evaluation[] arguments) => name == "has" && arguments.Length == 1
        ? variables => ExpressionOperators.HasValue(arguments[0], variables)
        : variables => ExpressionFunctions.Call(name, [.. arguments.Select(argument => argument(variables))]);

    private bool TryTake(string symbol)
    {
        if (_token.Kind != ExpressionTokenKind.Symbol || _token.Text != symbol)
        {
            return false;
        }

        _token = _lexer.Next();
        return true;
    }

    private void Take(string symbol)
    {
        if (!TryTake(symbol))
        {
            throw Unexpected();
        }
    }

    private string TakeName() => _token.Kind == ExpressionTokenKind.Name ? TakeAny() : throw Unexpected();

    private string TakeAny()
    {
        var text = _token.Text;
        _token = _lexer.Next();
        return text;
    }

    private FormatException Unexpected() => new(_token.Kind == ExpressionTokenKind.End ? "the expression ends too early" : $"unexpected {_token.Text}");
}
