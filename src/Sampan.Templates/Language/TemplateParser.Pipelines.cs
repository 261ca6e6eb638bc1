using System.Globalization;
using Sampan.Templates.Execution;
using Sampan.Templates.Formatting;
using Sampan.Templates.Nodes;

namespace Sampan.Templates.Language;

/// <summary>The parser's part for what stands between the delimiters: pipelines, commands, operands.</summary>
internal sealed partial class TemplateParser
{
    private const int MaximumParenthesisDepth = 10_000;

    private PipeNode Pipeline(string context, TokenKind end)
    {
        if (!DeepStack.HasRoom)
        {
            return PipelineOnDeepStack(context, end);
        }

        var position = _tokens.PeekNonSpace().Position;
        var names = Declarations(context, out var isAssignment);
        var mark = _commands.Mark;
        while (true)
        {
            var token = _tokens.NextNonSpace();
            if (token.Kind == end)
            {
                var commands = _commands.Take(mark);
                Check(commands, context);
                return new PipeNode(position, Bind(names, isAssignment), isAssignment, commands);
            }

            if (!StartsOperand(token.Kind))
            {
                throw Unexpected(token, context);
            }

            _tokens.Back();
            _commands.Push(Command());
        }
    }

    // Apart, so that what the function captures is an object only where it is needed.
    private PipeNode PipelineOnDeepStack(string context, TokenKind end) => DeepStack.Run(() => Pipeline(context, end));

    /// <summary>Finds or makes the variables' slots, once the pipeline itself is parsed.</summary>
    private Declaration[] Bind(string[] names, bool isAssignment)
    {
        if (names.Length == 0)
        {
            return [];
        }

        var declarations = new Declaration[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            declarations[i] = new Declaration(names[i], isAssignment ? _variables.Slot(names[i]) : _variables.Declare(names[i]));
        }

        return declarations;
    }

    /// <summary>The variables on the left of a pipeline.</summary>
    private string[] Declarations(string context, out bool isAssignment)
    {
        isAssignment = false;
        var mark = _words.Mark;
        while (_tokens.PeekNonSpace() is { Kind: TokenKind.Variable } variable)
        {
            _tokens.Next();

            // Spaces are tokens: "$x foo" takes three tokens of look-ahead to be told from "$x :=".
            var after = _tokens.Peek();
            var next = _tokens.PeekNonSpace();
            if (next.Kind is TokenKind.Assign or TokenKind.Declare)
            {
                isAssignment = next.Kind == TokenKind.Assign;
                _tokens.NextNonSpace();
                Declare(variable);
                break;
            }

            if (next is { Kind: TokenKind.Character, Span: "," })
            {
                _tokens.NextNonSpace();
                Declare(variable);
                if (context != "range" || _words.Mark - mark >= 2)
                {
                    throw Error($"too many declarations in {context}");
                }

                if (_tokens.PeekNonSpace().Kind is TokenKind.Variable or TokenKind.RightDelimiter or TokenKind.RightParenthesis)
                {
                    continue;
                }

                throw Error("range can only initialize variables");
            }

            if (after.Kind == TokenKind.Space)
            {
                _tokens.Back(variable, after);
            }
            else
            {
                _tokens.Back(variable);
            }

            break;
        }

        return _words.Take(mark);
    }

    private void Declare(Token variable)
    {
        var name = _names.Get(variable.Span);
        _words.Push(name);
        _variables.MakeKnown(name);
    }

    private void Check(CommandNode[] commands, string context)
    {
        if (commands.Length == 0)
        {
            throw Error($"missing value for {context}");
        }

        for (var i = 1; i < commands.Length; i++)
        {
            if (commands[i].Arguments[0] is BooleanNode or DotNode or NilNode or NumberNode or StringNode)
            {
                throw Error(string.Create(CultureInfo.InvariantCulture, $"non executable command in pipeline stage {i + 1}"));
            }
        }
    }

    private CommandNode Command()
    {
        var position = _tokens.PeekNonSpace().Position;
        var mark = _operands.Mark;
        while (true)
        {
            _tokens.PeekNonSpace();
            if (Operand() is { } operand)
            {
                _operands.Push(operand);
            }

            var token = _tokens.Next();
            if (token.Kind == TokenKind.Space)
            {
                continue;
            }

            if (token.Kind is TokenKind.RightDelimiter or TokenKind.RightParenthesis)
            {
                _tokens.Back();
            }
            else if (token.Kind != TokenKind.Pipe)
            {
                throw Unexpected(token, "operand");
            }

            return _operands.Mark > mark ? new CommandNode(position, _operands.Take(mark)) : throw Error("empty command");
        }
    }

    private OperandNode? Operand()
    {
        var node = Term();
        if (node is null || _tokens.Peek().Kind != TokenKind.Field)
        {
            return node;
        }

        var position = _tokens.Peek().Position;
        var fields = Fields();
        return node switch
        {
            FieldNode field => new FieldNode(position, [.. field.Names, .. fields]),
            VariableNode variable => new VariableNode(position, variable.Name, variable.Slot, fields),
            BooleanNode or StringNode or NumberNode or NilNode or DotNode => throw Error($"unexpected . after term {GoQuoting.Quote(node.ToString())}"),
            _ => new ChainNode(position, node, fields),
        };
    }

    private string[] Fields()
    {
        var mark = _words.Mark;
        while (_tokens.Peek().Kind == TokenKind.Field)
        {
            _words.Push(FieldName(_tokens.Next()));
        }

        return _words.Take(mark);
    }

    private string FieldName(Token field) => _names.Get(field.Span[1..]);

    private OperandNode? Term()
    {
        var token = _tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return _functions.Find(token.Span) is { } function
                    ? new FunctionNode(token.Position, function)
                    : throw Error($"function {GoQuoting.Quote(token.Text)} not defined");
            case TokenKind.Dot:
                return new DotNode(token.Position);
            case TokenKind.Nil:
                return new NilNode(token.Position);
            case TokenKind.Variable:
                var name = _names.Get(token.Span);
                return _variables.IsKnown(name)
                    ? new VariableNode(token.Position, name, _variables.Slot(name), [])
                    : throw Error($"undefined variable {GoQuoting.Quote(token.Text)}");
            case TokenKind.Field:
                return new FieldNode(token.Position, [FieldName(token)]);
            case TokenKind.Boolean:
                return new BooleanNode(token.Position, token.Span is "true");
            case TokenKind.CharacterConstant or TokenKind.Complex or TokenKind.Number:
                return Number(token);
            case TokenKind.LeftParenthesis:
                return Parenthesized();
            case TokenKind.String or TokenKind.RawString:
                return new StringNode(token.Position, token.Characters, Unquote(token));
            default:
                _tokens.Back();
                return null;
        }
    }

    private PipeNode Parenthesized()
    {
        if (_parenthesisDepth >= MaximumParenthesisDepth)
        {
            throw Error("max expression depth exceeded");
        }

        _parenthesisDepth++;
        var pipe = Pipeline("parenthesized pipeline", TokenKind.RightParenthesis);
        _parenthesisDepth--;
        return pipe;
    }

    private NumberNode Number(Token token)
    {
        try
        {
            return new NumberNode(token.Position, NumberLiteral.Parse(token.Text, token.Kind));
        }
        catch (FormatException exception)
        {
            throw Error(exception.Message);
        }
    }

    private static bool StartsOperand(TokenKind kind) => kind is
        TokenKind.Boolean or TokenKind.CharacterConstant or TokenKind.Complex or TokenKind.Dot or TokenKind.Field
        or TokenKind.Identifier or TokenKind.Number or TokenKind.Nil or TokenKind.RawString or TokenKind.String
        or TokenKind.Variable or TokenKind.LeftParenthesis;
}
