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
    private readonly TemplateSource _source;
    private readonly TokenReader _tokens;
    private readonly FunctionTable _functions;
    private readonly Dictionary<string, TemplateTree> _trees;
    private readonly VariableScope _variables = new();
    private int _parenthesisDepth;
    private int _rangeDepth;
    private int _actionLine;

    private TemplateParser(TemplateSource source, TokenReader tokens, FunctionTable functions, Dictionary<string, TemplateTree> trees)
    {
        _source = source;
        _tokens = tokens;
        _functions = functions;
        _trees = trees;
    }

    /// <summary>The templates of a text: its own, under its name, and those it defines.</summary>
    /// <param name="name">The template's name.</param>
    /// <param name="sourceName">The name of the text in messages.</param>
    /// <param name="text">The text.</param>
    /// <param name="functions">The functions that it may call.</param>
    /// <exception cref="TemplateException">The text is no template.</exception>
    public static IReadOnlyDictionary<string, TemplateTree> Parse(string name, string sourceName, string text, FunctionTable functions)
    {
        var trees = new Dictionary<string, TemplateTree>(StringComparer.Ordinal);
        var source = new TemplateSource(sourceName, text);
        new TemplateParser(source, new TokenReader(new TemplateLexer(text)), functions, trees).ParseText(name);
        return trees;
    }

    private void ParseText(string name)
    {
        var root = new ListNode(_source, 0);
        while (_tokens.Peek().Kind != TokenKind.EndOfText)
        {
            if (_tokens.Peek().Kind == TokenKind.LeftDelimiter)
            {
                var delimiter = _tokens.Next();
                if (_tokens.NextNonSpace().Kind == TokenKind.Define)
                {
                    new TemplateParser(_source, _tokens, _functions, _trees).ParseDefinition();
                    continue;
                }

                _tokens.Back(delimiter);
            }

            var node = TextOrAction();
            if (node is EndNode or ElseNode)
            {
                throw Error($"unexpected {node}");
            }

            root.Children.Add(node);
        }

        Add(name, root);
    }

    private void ParseDefinition()
    {
        const string Context = "define clause";
        var token = _tokens.NextNonSpace();
        if (token.Kind is not (TokenKind.String or TokenKind.RawString))
        {
            throw Unexpected(token, Context);
        }

        var name = Unquote(token.Text);
        Expect(TokenKind.RightDelimiter, Context);
        var (body, end) = ItemList();
        if (end is not EndNode)
        {
            throw Error($"unexpected {end} in {Context}");
        }

        Add(name, body);
    }

    private void Add(string name, ListNode root)
    {
        var tree = new TemplateTree(name, root, _source, _variables.SlotCount);
        if (!_trees.TryGetValue(name, out var known) || known.IsEmpty)
        {
            _trees[name] = tree;
        }
        else if (!tree.IsEmpty)
        {
            throw Error($"template: multiple definition of template {GoQuoting.Quote(name)}");
        }
    }

    private (ListNode List, Node End) ItemList()
    {
        var list = new ListNode(_source, _tokens.PeekNonSpace().Position);
        while (_tokens.PeekNonSpace().Kind != TokenKind.EndOfText)
        {
            var node = TextOrAction();
            if (node is EndNode or ElseNode)
            {
                return (list, node);
            }

            list.Children.Add(node);
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
                return new TextNode(_source, token.Position, token.Text);
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
                return new EndNode(_source, Expect(TokenKind.RightDelimiter, "end").Position);
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
        return new ActionNode(_source, first.Position, Pipeline("command", TokenKind.RightDelimiter));
    }

    private LoopControlNode LoopControl(int position, string word)
    {
        var token = _tokens.NextNonSpace();
        if (token.Kind != TokenKind.RightDelimiter)
        {
            throw Unexpected(token, $"{{{{{word}}}}}");
        }

        return _rangeDepth > 0
            ? new LoopControlNode(_source, position, word)
            : throw Error($"{{{{{word}}}}} outside {{{{range}}}}");
    }

    private ElseNode Else()
    {
        var next = _tokens.PeekNonSpace();

        // "else if" and "else with" are an else and a control of their own: the control takes the word.
        if (next.Kind is TokenKind.If or TokenKind.With)
        {
            return new ElseNode(_source, next.Position);
        }

        return new ElseNode(_source, Expect(TokenKind.RightDelimiter, "else").Position);
    }

    private IfNode If() => new(_source, Control("if", TokenKind.If, If));

    private WithNode With() => new(_source, Control("with", TokenKind.With, With));

    private RangeNode Range() => new(_source, Control("range", TokenKind.Range, Range));

    private BranchParts Control(string context, TokenKind chained, Func<Node> parseChained)
    {
        var mark = _variables.Mark();
        var pipe = Pipeline(context, TokenKind.RightDelimiter);
        _rangeDepth += context == "range" ? 1 : 0;
        var (list, next) = ItemList();
        _rangeDepth -= context == "range" ? 1 : 0;
        ListNode? elseList = null;
        if (next is ElseNode)
        {
            if (_tokens.Peek().Kind == chained)
            {
                _tokens.Next();
                elseList = new ListNode(_source, next.Position);
                elseList.Children.Add(parseChained());
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

        return new TemplateNode(_source, token.Position, name, pipe);
    }

    private TemplateNode Block()
    {
        const string Context = "block clause";
        var token = _tokens.NextNonSpace();
        var name = TemplateName(token, Context);
        var pipe = Pipeline(Context, TokenKind.RightDelimiter);
        var block = new TemplateParser(_source, _tokens, _functions, _trees);
        var (body, end) = block.ItemList();
        if (end is not EndNode)
        {
            throw Error($"unexpected {end} in {Context}");
        }

        block.Add(name, body);
        return new TemplateNode(_source, token.Position, name, pipe);
    }

    private string TemplateName(Token token, string context) =>
        token.Kind is TokenKind.String or TokenKind.RawString ? Unquote(token.Text) : throw Unexpected(token, context);

    private string Unquote(string literal)
    {
        try
        {
            return GoQuoting.Unquote(literal);
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
            started = string.Create(CultureInfo.InvariantCulture, $"{prefix} started at {_source.Name}:{_actionLine}");
        }

        return Error(token.Text + started);
    }

    private TemplateException Error(string message)
    {
        var line = _tokens.Line;
        return new TemplateException(
            string.Create(CultureInfo.InvariantCulture, $"template: {_source.Name}:{line}: {message}"), _source.Name, line, 0)
        {
            IsParseError = true,
        };
    }
}
