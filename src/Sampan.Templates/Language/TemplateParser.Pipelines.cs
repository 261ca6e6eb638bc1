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
            return DeepStack.Run(() => Pipeline(context, end));
        }

        var pipe = new PipeNode(_tokens.PeekNonSpace().Position);
        Declarations(pipe, context);
        while (true)
        {
            var token = _tokens.NextNonSpace();
            if (token.Kind == end)
            {
                Check(pipe, context);
                pipe.Bind(_variables);
                return pipe;
            }

            if (!StartsOperand(token.Kind))
            {
                throw Unexpected(token, context);
            }

            _tokens.Back();
            pipe.Commands.Add(Command());
        }
    }

    private void Declarations(PipeNode pipe, string context)
    {
        while (_tokens.PeekNonSpace() is { Kind: TokenKind.Variable } variable)
        {
            _tokens.Next();

            // Spaces are tokens: "$x foo" takes three tokens of look-ahead to be told from "$x :=".
            var after = _tokens.Peek();
            var next = _tokens.PeekNonSpace();
            if (next.Kind is TokenKind.Assign or TokenKind.Declare)
            {
                pipe.IsAssignment = next.Kind == TokenKind.Assign;
                _tokens.NextNonSpace();
                pipe.Declare(variable.Text);
                _variables.MakeKnown(variable.Text);
                return;
            }

            if (next is { Kind: TokenKind.Character, Text: "," })
            {
                _tokens.NextNonSpace();
                pipe.Declare(variable.Text);
                _variables.MakeKnown(variable.Text);
                if (context != "range" || pipe.Declarations.Count >= 2)
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

            return;
        }
    }

    private void Check(PipeNode pipe, string context)
    {
        if (pipe.Commands.Count == 0)
        {
            throw Error($"missing value for {context}");
        }

        for (var i = 1; i < pipe.Commands.Count; i++)
        {
            if (pipe.Commands[i].Arguments[0] is BooleanNode or DotNode or NilNode or NumberNode or StringNode)
            {
                throw Error(string.Create(CultureInfo.InvariantCulture, $"non executable command in pipeline stage {i + 1}"));
            }
        }
    }

    private CommandNode Command()
    {
        var command = new CommandNode(_tokens.PeekNonSpace().Position);
        while (true)
        {
            _tokens.PeekNonSpace();
            if (Operand() is { } operand)
            {
                command.Arguments.Add(operand);
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

            return command.Arguments.Count > 0 ? command : throw Error("empty command");
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
        List<string> fields = [];
        while (_tokens.Peek().Kind == TokenKind.Field)
        {
            fields.Add(_tokens.Next().Text[1..]);
        }

        return node switch
        {
            FieldNode field => new FieldNode(position, [.. field.Names, .. fields]),
            VariableNode variable => new VariableNode(position, variable.Name, variable.Slot, [.. variable.Fields, .. fields]),
            BooleanNode or StringNode or NumberNode or NilNode or DotNode => throw Error($"unexpected . after term {GoQuoting.Quote(node.ToString())}"),
            _ => new ChainNode(position, node, [.. fields]),
        };
    }

    private OperandNode? Term()
    {
        var token = _tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return _functions.Find(token.Text) is { } function
                    ? new FunctionNode(token.Position, token.Text, function)
                    : throw Error($"function {GoQuoting.Quote(token.Text)} not defined");
            case TokenKind.Dot:
                return new DotNode(token.Position);
            case TokenKind.Nil:
                return new NilNode(token.Position);
            case TokenKind.Variable:
                return _variables.IsKnown(token.Text)
                    ? new VariableNode(token.Position, token.Text, _variables.Slot(token.Text), [])
                    : throw Error($"undefined variable {GoQuoting.Quote(token.Text)}");
            case TokenKind.Field:
                return new FieldNode(token.Position, [token.Text[1..]]);
            case TokenKind.Boolean:
                return new BooleanNode(token.Position, token.Text == "true");
            case TokenKind.CharacterConstant or TokenKind.Complex or TokenKind.Number:
                return Number(token);
            case TokenKind.LeftParenthesis:
                return Parenthesized();
            case TokenKind.String or TokenKind.RawString:
                return new StringNode(token.Position, token.Text, Unquote(token.Text));
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
