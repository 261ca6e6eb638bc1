namespace Sampan.Kubernetes.Selectors;

/// <summary>
/// Reads a label selector's text by the grammar of labels.Parse in apimachinery, with its messages. In places of a
/// value, <c>in</c> and <c>notin</c> are plain words; a missing value is an empty one.
/// </summary>
internal ref struct LabelSelectorParser(string text)
{
    private LabelSelectorLexer _lexer = new(text);

    public LabelSelector Parse()
    {
        List<LabelRequirement> requirements = [];
        var token = _lexer.Peek();
        while (token.Kind != LabelToken.End)
        {
            if (!token.IsWord && token.Text != "!")
            {
                throw new FormatException($"found '{token.Text}', expected: !, identifier, or 'end of string'");
            }

            requirements.Add(ParseRequirement());
            token = _lexer.Read();
            if (token.Kind == LabelToken.End)
            {
                break;
            }

            if (token.Text != ",")
            {
                throw new FormatException($"found '{token.Text}', expected: ',' or 'end of string'");
            }

            token = _lexer.Peek();
            if (!token.IsWord && token.Text != "!")
            {
                throw new FormatException($"found '{token.Text}', expected: identifier after ','");
            }
        }

        return requirements.Count == 0 ? LabelSelector.Everything : new LabelSelector(requirements);
    }

    private LabelRequirement ParseRequirement()
    {
        var token = _lexer.Read();
        var negated = token is { IsWord: false, Text: "!" };
        if (negated)
        {
            token = _lexer.Read();
        }

        if (!token.IsWord)
        {
            throw Wrong($"found '{token.Text}', expected: identifier");
        }

        var key = token.Text;
        if (LabelSyntax.KeyErrors(key) is { Count: > 0 } errors)
        {
            throw Wrong(LabelSyntax.Invalid("<nil>", key, string.Join("; ", errors)));
        }

        var requirement = negated ? new LabelRequirement(key, LabelOperator.DoesNotExist, [])
            : IsEndOfValue(_lexer.Peek()) ? new LabelRequirement(key, LabelOperator.Exists, [])
            : ParseComparison(key);
        return LabelSyntax.FirstError(requirement) is { } error ? throw Wrong(error) : requirement;
    }

    private LabelRequirement ParseComparison(string key)
    {
        var token = _lexer.Read();
        LabelOperator @operator = token.Text switch
        {
            "in" => LabelOperator.In,
            "=" => LabelOperator.Equals,
            "==" => LabelOperator.DoubleEquals,
            ">" => LabelOperator.GreaterThan,
            "<" => LabelOperator.LessThan,
            "notin" => LabelOperator.NotIn,
            "!=" => LabelOperator.NotEquals,
            var other => throw Wrong($"found '{other}', expected: in, notin, =, ==, !=, gt, lt"),
        };
        return new LabelRequirement(key, @operator, @operator is LabelOperator.In or LabelOperator.NotIn ? ParseValues() : [ParseValue()]);
    }

    private string ParseValue()
    {
        if (IsEndOfValue(_lexer.Peek()))
        {
            return "";
        }

        var token = _lexer.Read();
        return token.IsWord ? token.Text : throw Wrong($"found '{token.Text}', expected: identifier");
    }

    private string[] ParseValues()
    {
        var token = _lexer.Read();
        if (token.Text != "(" || token.IsWord)
        {
            throw Wrong($"found '{token.Text}' expected: '('");
        }

        var values = new SortedSet<string>(StringComparer.Ordinal);
        if (_lexer.Peek() is { IsWord: false, Text: not ("," or ")") } first)
        {
            throw Wrong($"found '{first.Text}', expected: ',', ')' or identifier");
        }

        while (true)
        {
            values.Add(_lexer.Peek().IsWord ? _lexer.Read().Text : "");
            token = _lexer.Read();
            switch (token.Text)
            {
                case "," when !token.IsWord:
                    continue;
                case ")" when !token.IsWord:
                    return [.. values];
                default:
                    throw Wrong($"found '{token.Text}', expected: ',' or ')'");
            }
        }
    }

    private static bool IsEndOfValue(LabelToken token) => token.Kind == LabelToken.End || token is { IsWord: false, Text: "," };

    private static FormatException Wrong(string why) => new("unable to parse requirement: " + why);
}
