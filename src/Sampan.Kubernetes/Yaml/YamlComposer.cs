using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sampan.Kubernetes.Yaml;

/// <summary>Builds the node trees of a text's documents from the parser's events, one document at a time.</summary>
internal sealed class YamlComposer
{
    private const int MaximumDepth = 1000;
    private const string StandardTagPrefix = "tag:yaml.org,2002:";
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly Stack<YamlNode> _open = new();
    private string _text;
    private Scanner _scanner;
    private Parser _parser;
    private int _documents;

    public YamlComposer(string text)
    {
        _text = text;
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
    }

    /// <summary>The next document's root, or null at the end of the text.</summary>
    public YamlNode? NextDocument()
    {
        try
        {
            var root = ComposeNext();
            _documents++;
            return root;
        }
        catch (YamlException exception) when (BlockScalarPadding.IsCauseOf(exception) && BlockScalarPadding.Remove(_text, (int)exception.Start.Line) is { } text)
        {
            Restart(text);
            return NextDocument();
        }
        catch (YamlException exception)
        {
            throw YamlErrors.Rejected(exception, _scanner.CurrentPosition, _open.TryPeek(out var collection) ? collection : null, _text);
        }
        catch (InvalidOperationException)
        {
            // The scanner asserts its own state, which a plain text that breaks off inside a block can break.
            var position = _scanner.CurrentPosition;
            throw new YamlSyntaxException($"yaml: line {position.Line}: could not find expected ':'", (int)position.Line, (int)position.Column);
        }
    }

    private YamlNode? ComposeNext()
    {
        while (_parser.MoveNext())
        {
            if (_parser.Current is DocumentStart)
            {
                _anchors.Clear();
                _open.Clear();
                _parser.MoveNext();
                return Compose(0);
            }
        }

        return null;
    }

    /// <summary>Begins anew with another text, after the documents that have been given.</summary>
    private void Restart(string text)
    {
        _text = text;
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
        for (var skipped = 0; skipped < _documents; skipped++)
        {
            ComposeNext();
        }
    }

    private YamlNode Compose(int depth)
    {
        var current = _parser.Current!;
        var line = (int)current.Start.Line;
        var column = (int)current.Start.Column;
        if (depth > MaximumDepth)
        {
            throw new YamlSyntaxException($"yaml: exceeded max depth of {MaximumDepth}", line, column);
        }

        switch (current)
        {
            case Scalar scalar:
                return Anchored(scalar, new YamlNode(YamlNodeKind.Scalar, line, column)
                {
                    Tag = ShortTag(scalar),
                    Text = scalar.Value,
                    Plain = scalar.Style == ScalarStyle.Plain,
                });
            case AnchorAlias alias:
                return new YamlNode(YamlNodeKind.Alias, line, column)
                {
                    Text = alias.Value.Value,
                    Target = _anchors.TryGetValue(alias.Value.Value, out var target)
                        ? target
                        : throw new YamlSyntaxException($"yaml: unknown anchor '{alias.Value.Value}' referenced", line, column),
                };
            case MappingStart mapping:
                return Collection<MappingEnd>(Anchored(mapping, new YamlNode(YamlNodeKind.Mapping, line, column) { Tag = ShortTag(mapping) }), depth);
            case SequenceStart sequence:
                return Collection<SequenceEnd>(Anchored(sequence, new YamlNode(YamlNodeKind.Sequence, line, column) { Tag = ShortTag(sequence) }), depth);
            default:
                throw new YamlSyntaxException($"yaml: line {line}: did not find expected node content", line, column);
        }
    }

    private YamlNode Collection<TEnd>(YamlNode node, int depth)
        where TEnd : ParsingEvent
    {
        _open.Push(node);
        while (_parser.MoveNext() && _parser.Current is not TEnd)
        {
            node.Children.Add(Compose(depth + 1));
        }

        _open.Pop();
        return node;
    }

    private YamlNode Anchored(NodeEvent written, YamlNode node)
    {
        if (!written.Anchor.IsEmpty)
        {
            _anchors[written.Anchor.Value] = node;
        }

        return node;
    }

    private static string ShortTag(NodeEvent written)
    {
        if (written.Tag.IsEmpty || written.Tag.IsNonSpecific)
        {
            return "";
        }

        var tag = written.Tag.Value;
        return tag.StartsWith(StandardTagPrefix, StringComparison.Ordinal) ? "!!" + tag[StandardTagPrefix.Length..] : tag;
    }
}
