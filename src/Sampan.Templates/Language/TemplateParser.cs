using System.Globalization;
using Sampan.Templates.Execution;
using Sampan.Templates.Formatting;
using Sampan.Templates.Functions;
using Sampan.Templates.Nodes;

namespace Sampan.Templates.Language;

/// <summary>
/// Parses a text and the definitions in it, as Go's text/template/parse/parse.go does: recursive descent with three
/// tokens of look-ahead. Functions are looked up while parsing, variables get their slots.
/// </summary>
internal sealed partial class TemplateParser
{
    private readonly string _name;
    private readonly TokenReader _tokens;
    private readonly FunctionTable _functions;
    private readonly Dictionary<string, TemplateBody> _definitions;
    private readonly NameTable _names;
    private readonly VariableScope _variables = new();
    private readonly ItemStack<Node> _nodes;
    private readonly ItemStack<CommandNode> _commands;
    private readonly ItemStack<OperandNode> _operands;
    private readonly ItemStack<string> _words;
    private int _parenthesisDepth;
    private int _rangeDepth;
    private int _actionLine;

    private TemplateParser(string name, string text, FunctionTable functions, NameTable names)
    {
        _name = name;
        _tokens = new TokenReader(new TemplateLexer(text));
        _functions = functions;
        _names = names;
        _definitions = new(StringComparer.Ordinal);
        (_nodes, _commands, _operands, _words) = (new(), new(), new(), new());
    }

    /// <summary>The parser of a definition within a text: it has variables of its own.</summary>
    private TemplateParser(TemplateParser text)
    {
        (_name, _tokens, _functions, _names, _definitions) = (text._name, text._tokens, text._functions, text._names, text._definitions);
        (_nodes, _commands, _operands, _words) = (text._nodes, text._commands, text._operands, text._words);
    }

    /// <summary>Parses a text.</summary>
    /// <param name="name">The name of the text in messages.</param>
    /// <param name="text">The text.</param>
    /// <param name="functions">The functions that it may call.</param>
    /// <param name="names">The names of texts before it.</param>
    /// <exception cref="TemplateException">The text is no template.</exception>
    public static ParsedText Parse(string name, string text, FunctionTable functions, NameTable names)
    {
        var parser = new TemplateParser(name, text, functions, names);
        var body = parser.ParseText();
        return new ParsedText(body, parser._definitions, parser._tokens.Line);
    }

    /// <summary>The error of a text that defines its own name a second time.</summary>
    public static TemplateException Redefinition(string name, string defined, int line) =>
        Error(name, line, $"template: multiple definition of template {GoQuoting.Quote(defined)}");

    private TemplateBody ParseText()
    {
        var mark = _nodes.Mark;
        while (_tokens.Peek().Kind != TokenKind.EndOfText)
        {
            if (_tokens.Peek().Kind == TokenKind.LeftDelimiter)
            {
                var delimiter = _tokens.Next();
                if (_tokens.NextNonSpace().Kind == TokenKind.Define)
                {
                    new TemplateParser(this).ParseDefinition();
                    continue;
                }

                _tokens.Back(delimiter);
            }

            var node = TextOrAction();
            if (node is EndNode or ElseNode)
            {
                throw Error($"unexpected {node}");
            }

            _nodes.Push(node);
        }

        return new TemplateBody(new ListNode(0, _nodes.Take(mark)), _variables.SlotCount);
    }

    private void ParseDefinition()
    {
        const string Context = "define clause";
        var token = _tokens.NextNonSpace();
        if (token.Kind is not (TokenKind.String or TokenKind.RawString))
        {
            throw Unexpected(token, Context);
        }

        var name = Unquote(token);
        Expect(TokenKind.RightDelimiter, Context);
        var (body, end) = ItemList();
        if (end is not EndNode)
        {
            throw Error($"unexpected {end} in {Context}");
        }

        Define(name, body);
    }

    private void Define(string name, ListNode root)
    {
        var body = new TemplateBody(root, _variables.SlotCount);
        if (!_definitions.TryGetValue(name, out var known) || known.IsEmpty)
        {
            _definitions[name] = body;
        }
        else if (!body.IsEmpty)
        {
            throw Redefinition(_name, name, _tokens.Line);
        }
    }

    private (ListNode List, Node End) ItemList()
    {
        var position = _tokens.PeekNonSpace().Position;
        var mark = _nodes.Mark;
        while (_tokens.PeekNonSpace().Kind != TokenKind.EndOfText)
        {
            var node = TextOrAction();
            if (node is EndNode or ElseNode)
            {
                return (new ListNode(position, _nodes.Take(mark)), node);
            }

            _nodes.Push(node);
        }

        throw Error("unexpected EOF");
    }

    private Node TextOrAction()
    {
        if (!DeepStack.HasRoom)
        {
            return DeepStack.Run(TextOrAction);
        }

        var token = _tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Text:
                return new TextNode(token.Position, token.Characters);
            case TokenKind.LeftDelimiter:
                _actionLine = token.Line;
                var action = Action();
                _actionLine = 0;
                return action;
            default:
                throw Unexpected(token, "input");
        }
    }

    private Node Action()
    {
        var token = _tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Block:
                return Block();
            case TokenKind.Break:
                return LoopControl(token.Position, "break");
            case TokenKind.Continue:
                return LoopControl(token.Position, "continue");
            case TokenKind.Else:
                return Else();
            case TokenKind.End:
                return new EndNode(Expect(TokenKind.RightDelimiter, "end").Position);
            case TokenKind.If:
                return If();
            case TokenKind.Range:
                return Range();
            case TokenKind.Template:
                return Template();
            case TokenKind.With:
                return With();
        }

        _tokens.Back();
        var first = _tokens.Peek();
        return new ActionNode(first.Position, Pipeline("command", TokenKind.RightDelimiter));
    }

    private LoopControlNode LoopControl(int position, string word)
    {
        var token = _tokens.NextNonSpace();
        if (token.Kind != TokenKind.RightDelimiter)
        {
            throw Unexpected(token, $"{{{{{word}}}}}");
        }

        return _rangeDepth > 0
            ? new LoopControlNode(position, word)
            : throw Error($"{{{{{word}}}}} outside {{{{range}}}}");
    }

    private ElseNode Else()
    {
        var next = _tokens.PeekNonSpace();

        // "else if" and "else with" are an else and a control of their own: the control takes the word.
        if (next.Kind is TokenKind.If or TokenKind.With)
        {
            return new ElseNode(next.Position);
        }

        return new ElseNode(Expect(TokenKind.RightDelimiter, "else").Position);
    }

    private IfNode If() => new(Control("if", TokenKind.If));

    private WithNode With() => new(Control("with", TokenKind.With));

    private RangeNode Range() => new(Control("range", TokenKind.Range));

    private BranchParts Control(string context, TokenKind word)
    {
        var mark = _variables.Mark();
        var pipe = Pipeline(context, TokenKind.RightDelimiter);
        _rangeDepth += context == "range" ? 1 : 0;
        var (list, next) = ItemList();
        _rangeDepth -= context == "range" ? 1 : 0;
        ListNode? elseList = null;
        if (next is ElseNode)
        {
            if (_tokens.Peek().Kind == word)
            {
                _tokens.Next();
                elseList = new ListNode(next.Position, [word switch { TokenKind.If => If(), TokenKind.With => With(), _ => Range() }]);
            }
            else
            {
                (elseList, next) = ItemList();
                if (next is not EndNode)
                {
                    throw Error($"expected end; found {next}");
                }
            }
        }

        _variables.Restore(mark);
        return new BranchParts(pipe, list, elseList);
    }

    private TemplateNode Template()
    {
        const string Context = "template clause";
        var token = _tokens.NextNonSpace();
        var name = TemplateName(token, Context);
        PipeNode? pipe = null;
        if (_tokens.NextNonSpace().Kind != TokenKind.RightDelimiter)
        {
            _tokens.Back();
            pipe = Pipeline(Context, TokenKind.RightDelimiter);
        }

        return new TemplateNode(token.Position, name, pipe);
    }

    private TemplateNode Block()
    {
        const string Context = "block clause";
        var token = _tokens.NextNonSpace();
        var name = TemplateName(token, Context);
        var pipe = Pipeline(Context, TokenKind.RightDelimiter);
        var block = new TemplateParser(this);
        var (body, end) = block.ItemList();
        if (end is not EndNode)
        {
            throw Error($"unexpected {end} in {Context}");
        }

        block.Define(name, body);
        return new TemplateNode(token.Position, name, pipe);
    }

    private string TemplateName(Token token, string context) =>
        token.Kind is TokenKind.String or TokenKind.RawString ? Unquote(token) : throw Unexpected(token, context);

    private string Unquote(Token literal)
    {
        try
        {
            return GoQuoting.Unquote(literal.Span);
        }
        catch (FormatException exception)
        {
            throw Error(exception.Message);
        }
    }

    private Token Expect(TokenKind kind, string context)
    {
        var token = _tokens.NextNonSpace();
        return token.Kind == kind ? token : throw Unexpected(token, context);
    }

    private TemplateException Unexpected(Token token, string context)
    {
        if (token.Kind != TokenKind.Error)
        {
            return Error($"unexpected {token} in {context}");
        }

        var started = "";
        if (_actionLine != 0 && _actionLine != token.Line)
        {
            var prefix = token.Text.EndsWith(" action", StringComparison.Ordinal) ? "" : " in action";
            started = string.Create(CultureInfo.InvariantCulture, $"{prefix} started at {_name}:{_actionLine}");
        }

        return Error(token.Text + started);
    }

    private TemplateException Error(string message) => Error(_name, _tokens.Line, message);

    private static TemplateException Error(string name, int line, string message) =>
        new(string.Create(CultureInfo.InvariantCulture, $"template: {name}:{line}: {message}"), name, line, 0) { IsParseError = true };
}
