using Sampan.Server.Cel.Values;
using static Sampan.Server.Cel.Parsing.TokenSets;

namespace Sampan.Server.Cel.Parsing;

/// <summary>Reads an expression of the Common Expression Language, macros expanded.</summary>
internal sealed class Parser
{
    private const int DeepestNesting = 250;
    private const int LongestText = 100_000;

    private static readonly HashSet<string> Reserved =
    [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    ];

    private readonly List<CelError> _errors;
    private readonly TokenReader _tokens;
    private int _depth;

    private Parser(string text, List<CelError> errors)
    {
        _errors = errors;
        _tokens = new TokenReader(new Lexer(text, errors).Read(), errors);
    }

    /// <summary>Parses an expression; what is wrong is added to <paramref name="errors"/>, and then the result is of no use.</summary>
    public static Expression Parse(string text, List<CelError> errors)
    {
        if (text.Length > LongestText && CelText.Length(text) > LongestText)
        {
            errors.Add(new CelError(0, $"expression code point size exceeds limit: size: {CelText.Length(text)}, limit {LongestText}"));
            return Nothing(0);
        }

        var parser = new Parser(text, errors);
        var expression = parser.Whole();
        parser._tokens.Expect(TokenKind.End, []);
        return expression;
    }

    private static LiteralExpression Nothing(int offset) => new(offset, NullValue.Instance);

    private Expression Whole()
    {
        if (++_depth > DeepestNesting)
        {
            _depth--;
            return TooDeep();
        }

        var expression = Disjunction();
        if (_tokens.TryTake(TokenKind.Question, out var sign))
        {
            _tokens.Open(TokenKind.Colon);
            var first = Disjunction();
            _tokens.Close(1);
            _tokens.Expect(TokenKind.Colon, OperandStart);
            expression = Bounded(new CallExpression(sign.Offset, Operators.Conditional, null, [expression, first, Whole()]));
        }

        _depth--;
        return expression;
    }

    // Nothing after this is read: deeper text would only be refused again.
    private LiteralExpression TooDeep()
    {
        _errors.Add(new CelError(_tokens.Current.Offset, $"expression recursion limit exceeded: {DeepestNesting}"));
        while (_tokens.Kind != TokenKind.End)
        {
            _tokens.Take();
        }

        return Nothing(0);
    }

    private Expression Bounded(Expression expression) => expression.Depth > DeepestNesting ? TooDeep() : expression;

    private Expression Disjunction() => Logical(TokenKind.Or, Operators.Or, Conjunction);

    private Expression Conjunction() => Logical(TokenKind.And, Operators.And, Relation);

    // Terms of the same operator become a balanced tree, so that many of them are not deep.
    private Expression Logical(TokenKind kind, string function, Func<Expression> term)
    {
        List<Expression> terms = [term()];
        List<int> signs = [];
        while (_tokens.TryTake(kind, out var sign))
        {
            signs.Add(sign.Offset);
            terms.Add(term());
        }

        return Balance(0, terms.Count - 1);

        Expression Balance(int first, int last)
        {
            if (first == last)
            {
                return terms[first];
            }

            var middle = (first + last) / 2;
            return Bounded(new CallExpression(signs[middle], function, null, [Balance(first, middle), Balance(middle + 1, last)]));
        }
    }

    private Expression Relation()
    {
        var left = Sum();
        while (RelationOf(_tokens.Kind) is { } function)
        {
            var sign = _tokens.Take();
            left = Bounded(new CallExpression(sign.Offset, function, null, [left, Sum()]));
        }

        return left;
    }

    private static string? RelationOf(TokenKind kind) => kind switch
    {
        TokenKind.Less => Operators.Less,
        TokenKind.LessEqual => Operators.LessEqual,
        TokenKind.Greater => Operators.Greater,
        TokenKind.GreaterEqual => Operators.GreaterEqual,
        TokenKind.Equal => Operators.Equal,
        TokenKind.NotEqual => Operators.NotEqual,
        TokenKind.In => Operators.In,
        _ => null,
    };

    private Expression Sum()
    {
        var left = Product();
        while (_tokens.Kind is TokenKind.Plus or TokenKind.Minus)
        {
            var sign = _tokens.Take();
            left = Bounded(new CallExpression(sign.Offset, sign.Kind == TokenKind.Plus ? Operators.Add : Operators.Subtract, null, [left, Product()]));
        }

        return left;
    }

    private Expression Product()
    {
        var left = Unary();
        while (_tokens.Kind is TokenKind.Star or TokenKind.Slash or TokenKind.Percent)
        {
            var sign = _tokens.Take();
            var function = sign.Kind switch { TokenKind.Star => Operators.Multiply, TokenKind.Slash => Operators.Divide, _ => Operators.Modulo };
            left = Bounded(new CallExpression(sign.Offset, function, null, [left, Unary()]));
        }

        return left;
    }

    private Expression Unary()
    {
        if (!_tokens.Synchronize(OperandStart))
        {
            return Nothing(_tokens.Current.Offset);
        }

        var first = _tokens.Current;
        if (first.Kind is not (TokenKind.Not or TokenKind.Minus) || (first.Kind == TokenKind.Minus && _tokens.Ahead(1).Kind is TokenKind.Int or TokenKind.Float))
        {
            return Member();
        }

        var count = 0;
        while (_tokens.Kind == first.Kind)
        {
            _tokens.Take();
            count++;
        }

        if (!_tokens.Synchronize(OperandStart))
        {
            return Nothing(first.Offset);
        }

        var operand = Member();
        return count % 2 == 0 ? operand : new CallExpression(first.Offset, first.Kind == TokenKind.Not ? Operators.Not : Operators.Negate, null, [operand]);
    }

    private Expression Member()
    {
        var operand = Primary();
        while (true)
        {
            if (_tokens.TryTake(TokenKind.Dot, out var dot))
            {
                operand = Bounded(Selection(operand, dot));
            }
            else if (_tokens.TryTake(TokenKind.LeftBracket, out var bracket))
            {
                var isOptional = _tokens.TryTake(TokenKind.Question, out _);
                _tokens.Open(TokenKind.RightBracket);
                var index = Whole();
                _tokens.Close(1);
                _tokens.Expect(TokenKind.RightBracket, _tokens.AfterPrimary());
                operand = Bounded(new CallExpression(bracket.Offset, isOptional ? Operators.OptionalIndex : Operators.Index, null, [operand, index]));
            }
            else
            {
                return operand;
            }
        }
    }

    private Expression Selection(Expression operand, Token dot)
    {
        if (_tokens.TryTake(TokenKind.Question, out _))
        {
            if (!FieldName.Contains(_tokens.Kind))
            {
                _tokens.ReportMismatch(FieldName);
                return operand;
            }

            var field = _tokens.Take();
            return new CallExpression(dot.Offset, Operators.OptionalSelect, null, [operand, new LiteralExpression(field.Offset, new StringValue(Unescape(field)))]);
        }

        if (_tokens.Kind is TokenKind.True or TokenKind.False or TokenKind.Null or TokenKind.In && operand is IdentifierExpression or SelectExpression)
        {
            _tokens.ReportMismatch(Name);
            return operand;
        }

        if (!FieldName.Contains(_tokens.Kind))
        {
            _tokens.ReportNoAlternative(dot);
            return operand;
        }

        var name = _tokens.Take();
        if (name.Kind == TokenKind.Identifier && _tokens.TryTake(TokenKind.LeftParenthesis, out var parenthesis))
        {
            return Macros.Expand(parenthesis.Offset, name.Text, operand, Arguments(), _errors);
        }

        return new SelectExpression(dot.Offset, operand, Unescape(name), isTest: false);
    }

    private List<Expression> Arguments()
    {
        List<Expression> arguments = [];
        _tokens.Open(TokenKind.Comma, TokenKind.RightParenthesis);
        if (_tokens.Synchronize(ArgumentsStart) && _tokens.Kind != TokenKind.RightParenthesis)
        {
            do
            {
                arguments.Add(Whole());
            }
            while (_tokens.TryTake(TokenKind.Comma, out _));
        }

        _tokens.Close(2);
        _tokens.Expect(TokenKind.RightParenthesis, _tokens.AfterPrimary());
        return arguments;
    }

    private Expression Primary()
    {
        var token = _tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Identifier or TokenKind.Dot:
                return Named();
            case TokenKind.LeftParenthesis:
                _tokens.Take();
                _tokens.Open(TokenKind.RightParenthesis);
                var inner = Whole();
                _tokens.Close(1);
                _tokens.Expect(TokenKind.RightParenthesis, _tokens.AfterPrimary());
                return inner;
            case TokenKind.LeftBracket:
                return List();
            case TokenKind.LeftBrace:
                return Map();
            case TokenKind.Minus:
                _tokens.Take();
                return Number(token.Offset, isNegative: true);
            case TokenKind.Int or TokenKind.Uint or TokenKind.Float:
                return Number(token.Offset, isNegative: false);
            default:
                _tokens.Take();
                return Scalar(token);
        }
    }

    private LiteralExpression Scalar(Token token)
    {
        CelValue? value = token.Kind switch
        {
            TokenKind.True => BoolValue.True,
            TokenKind.False => BoolValue.False,
            TokenKind.String => StringLiteral.Text(token.Text) is { } text ? new StringValue(text) : null,
            TokenKind.Bytes => StringLiteral.Bytes(token.Text) is { } bytes ? new BytesValue(bytes) : null,
            _ => NullValue.Instance,
        };
        return value is null ? Wrong(token.Offset, "invalid unicode code point") : new LiteralExpression(token.Offset, value);
    }

    private LiteralExpression Number(int offset, bool isNegative)
    {
        var token = _tokens.Take();
        var (value, kind) = token.Kind switch
        {
            TokenKind.Float => (NumberLiteral.Double(token.Text, isNegative), "double"),
            TokenKind.Uint => (NumberLiteral.Uint(token.Text), "uint"),
            _ => (NumberLiteral.Int(token.Text, isNegative), "int"),
        };
        return value is null ? Wrong(offset, $"invalid {kind} literal") : new LiteralExpression(offset, value);
    }

    private LiteralExpression Wrong(int offset, string message)
    {
        _errors.Add(new CelError(offset, message));
        return Nothing(offset);
    }

    private Expression Named()
    {
        var isRooted = _tokens.TryTake(TokenKind.Dot, out var dot);
        if (_tokens.Kind != TokenKind.Identifier)
        {
            _tokens.ReportNoAlternative(dot);
            return Nothing(dot.Offset);
        }

        if (IsObject())
        {
            return Object(isRooted);
        }

        var name = _tokens.Take();
        if (Reserved.Contains(name.Text))
        {
            Wrong(name.Offset, $"reserved identifier: {name.Text}");
        }

        var full = isRooted ? "." + name.Text : name.Text;
        return _tokens.TryTake(TokenKind.LeftParenthesis, out var parenthesis)
            ? Macros.Expand(parenthesis.Offset, full, null, Arguments(), _errors)
            : new IdentifierExpression(isRooted ? dot.Offset : name.Offset, full);
    }

    // Names joined by dots, then a brace.
    private bool IsObject()
    {
        var at = 1;
        while (_tokens.Ahead(at).Kind == TokenKind.Dot && _tokens.Ahead(at + 1).Kind == TokenKind.Identifier)
        {
            at += 2;
        }

        return _tokens.Ahead(at).Kind == TokenKind.LeftBrace;
    }

    private ObjectExpression Object(bool isRooted)
    {
        var name = isRooted ? "." : "";
        while (_tokens.Kind != TokenKind.LeftBrace)
        {
            name += _tokens.Take().Text;
        }

        var brace = _tokens.Take();
        List<(int, string, Expression, bool)> fields = [];
        _tokens.Open(TokenKind.Comma, TokenKind.RightBrace);
        if (_tokens.Synchronize(FieldsStart))
        {
            while (_tokens.Kind is TokenKind.Question or TokenKind.Identifier or TokenKind.EscapedIdentifier)
            {
                var isOptional = _tokens.TryTake(TokenKind.Question, out _);
                if (!FieldName.Contains(_tokens.Kind))
                {
                    _tokens.ReportMismatch(FieldName);
                    break;
                }

                var field = _tokens.Take();
                var colon = _tokens.Current;
                _tokens.Expect(TokenKind.Colon, OperandStart);
                if (_tokens.Kind is TokenKind.RightBrace or TokenKind.End)
                {
                    break;
                }

                fields.Add((colon.Offset, Unescape(field), Whole(), isOptional));
                if (!_tokens.TryTake(TokenKind.Comma, out _))
                {
                    break;
                }
            }

            _tokens.TryTake(TokenKind.Comma, out _);
            _tokens.Synchronize(EntriesEnd);
        }

        _tokens.Close(2);
        _tokens.Expect(TokenKind.RightBrace, _tokens.AfterPrimary());
        return new ObjectExpression(brace.Offset, name, fields);
    }

    private ListExpression List()
    {
        var bracket = _tokens.Take();
        List<Expression> elements = [];
        HashSet<int> optional = [];
        _tokens.Open(TokenKind.Comma, TokenKind.RightBracket);
        if (_tokens.Synchronize(ListStart))
        {
            while (_tokens.Kind is not (TokenKind.RightBracket or TokenKind.Comma or TokenKind.End))
            {
                if (_tokens.TryTake(TokenKind.Question, out _))
                {
                    optional.Add(elements.Count);
                }

                elements.Add(Whole());
                if (!_tokens.TryTake(TokenKind.Comma, out _))
                {
                    break;
                }
            }

            _tokens.TryTake(TokenKind.Comma, out _);
            _tokens.Synchronize(ElementsEnd);
        }

        _tokens.Close(2);
        _tokens.Expect(TokenKind.RightBracket, _tokens.AfterPrimary());
        return new ListExpression(bracket.Offset, elements, optional);
    }

    private MapExpression Map()
    {
        var brace = _tokens.Take();
        List<(Expression, Expression, bool)> entries = [];
        _tokens.Open(TokenKind.Comma, TokenKind.RightBrace);
        if (_tokens.Synchronize(MapStart))
        {
            while (_tokens.Kind is not (TokenKind.RightBrace or TokenKind.Comma or TokenKind.End))
            {
                var isOptional = _tokens.TryTake(TokenKind.Question, out _);
                _tokens.Open(TokenKind.Colon);
                var key = Whole();
                _tokens.Close(1);
                _tokens.Expect(TokenKind.Colon, OperandStart);
                if (_tokens.Kind is TokenKind.RightBrace or TokenKind.End)
                {
                    break;
                }

                entries.Add((key, Whole(), isOptional));
                if (!_tokens.TryTake(TokenKind.Comma, out _))
                {
                    break;
                }
            }

            _tokens.TryTake(TokenKind.Comma, out _);
            _tokens.Synchronize(EntriesEnd);
        }

        _tokens.Close(2);
        _tokens.Expect(TokenKind.RightBrace, _tokens.AfterPrimary());
        return new MapExpression(brace.Offset, entries);
    }

    private string Unescape(Token name)
    {
        if (name.Kind == TokenKind.EscapedIdentifier)
        {
            Wrong(name.Offset, "unsupported syntax: '`'");
        }

        return name.Text.Trim('`');
    }
}
