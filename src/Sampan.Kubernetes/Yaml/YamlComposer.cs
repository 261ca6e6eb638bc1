using System.Globalization;
using Sampan.Kubernetes.Yaml.Scanning;

namespace Sampan.Kubernetes.Yaml;

/// <summary>Builds the node trees of a text's documents from its tokens, one document at a time: YAML 1.1's grammar, with go-yaml's errors.</summary>
internal sealed class YamlComposer(string text, YamlDialect dialect)
{
    private const int MaximumDepth = 1000;
    private const string StandardTagPrefix = "tag:yaml.org,2002:";

    private const string NonSpecificTag = "!";

    private readonly YamlScanner _scanner = new(text, dialect);
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tagPrefixes = new(StringComparer.Ordinal);
    private bool _hasStarted;
    private int _depth;

    /// <summary>The next document's root, or null at the end of the text.</summary>
    /// <exception cref="YamlSyntaxException">The text is no YAML.</exception>
    public YamlNode? NextDocument()
    {
        var isFirst = !_hasStarted;
        if (!BeginDocument())
        {
            return null;
        }

        _anchors.Clear();
        var token = _scanner.Peek();
        if (isFirst && token.Kind == YamlTokenKind.DocumentEnd)
        {
            throw Error(token, "did not find expected node content");
        }

        var root = token.Kind is YamlTokenKind.VersionDirective or YamlTokenKind.TagDirective or YamlTokenKind.DocumentStart or YamlTokenKind.DocumentEnd or YamlTokenKind.StreamEnd
            ? Empty(token)
            : Node(inBlock: true, takesUnindented: false);

        // A mistake in the token after a document's content is found with the document.
        _scanner.Peek();
        return root;
    }

    private bool BeginDocument()
    {
        while (_hasStarted && _scanner.Peek().Kind == YamlTokenKind.DocumentEnd)
        {
            _scanner.Take();
        }

        var token = _scanner.Peek();
        if (token.Kind == YamlTokenKind.StreamEnd)
        {
            return false;
        }

        if (!_hasStarted && token.Kind is not (YamlTokenKind.VersionDirective or YamlTokenKind.TagDirective or YamlTokenKind.DocumentStart))
        {
            _hasStarted = true;
            return true;
        }

        _hasStarted = true;
        ReadDirectives();
        Expect(YamlTokenKind.DocumentStart, "did not find expected <document start>");
        return true;
    }

    private void ReadDirectives()
    {
        _tagPrefixes.Clear();
        var hasVersion = false;
        while (_scanner.Peek() is { Kind: YamlTokenKind.VersionDirective or YamlTokenKind.TagDirective } token)
        {
            if (token.Kind == YamlTokenKind.TagDirective)
            {
                if (!_tagPrefixes.TryAdd(token.Text, token.Suffix))
                {
                    throw Error(token, "found duplicate %TAG directive");
                }
            }
            else if (hasVersion)
            {
                throw Error(token, "found duplicate %YAML directive");
            }
            else
            {
                hasVersion = token.Text == "1.1" ? true : throw Error(token, "found incompatible YAML document");
            }

            _scanner.Take();
        }
    }

    /// <param name="inBlock">Whether block collections may begin here.</param>
    /// <param name="takesUnindented">Whether a block sequence may, without being indented: under a key.</param>
    private YamlNode Node(bool inBlock, bool takesUnindented)
    {
        var first = _scanner.Peek();
        if (first.Kind == YamlTokenKind.Alias)
        {
            return Alias(first);
        }

        if (++_depth > MaximumDepth)
        {
            throw new YamlSyntaxException($"yaml: exceeded max depth of {MaximumDepth}", first.Line + 1, first.Column + 1);
        }

        var (anchor, tag) = Properties();
        var token = _scanner.Peek();
        var node = token.Kind switch
        {
            YamlTokenKind.Scalar => Scalar(first, token, tag),
            YamlTokenKind.BlockEntry when takesUnindented => Collection(YamlNodeKind.Sequence, first, tag),
            YamlTokenKind.BlockSequenceStart when inBlock => Collection(YamlNodeKind.Sequence, first, tag),
            YamlTokenKind.BlockMappingStart when inBlock => Collection(YamlNodeKind.Mapping, first, tag),
            YamlTokenKind.FlowSequenceStart => Collection(YamlNodeKind.Sequence, first, tag),
            YamlTokenKind.FlowMappingStart => Collection(YamlNodeKind.Mapping, first, tag),
            _ when anchor is not null || tag is not null => Empty(first, tag),
            _ => throw Error(token, "did not find expected node content"),
        };

        // Before the content, which may already refer to its node.
        if (anchor is not null)
        {
            _anchors[anchor] = node;
        }

        if (node.Kind != YamlNodeKind.Scalar)
        {
            Fill(node, token.Kind);
        }

        _depth--;
        return node;
    }

    private void Fill(YamlNode collection, YamlTokenKind start)
    {
        switch (start)
        {
            case YamlTokenKind.BlockEntry:
                UnindentedSequence(collection);
                break;
            case YamlTokenKind.BlockSequenceStart:
                BlockSequence(collection);
                break;
            case YamlTokenKind.BlockMappingStart:
                BlockMapping(collection);
                break;
            case YamlTokenKind.FlowSequenceStart:
                FlowSequence(collection);
                break;
            default:
                FlowMapping(collection);
                break;
        }
    }

    private YamlNode Alias(YamlToken token)
    {
        _scanner.Take();
        return new YamlNode(YamlNodeKind.Alias, token.Line + 1, token.Column + 1)
        {
            Characters = token.Characters,
            Target = _anchors.TryGetValue(token.Text, out var target)
                ? target
                : throw new YamlSyntaxException($"yaml: unknown anchor '{token.Text}' referenced", token.Line + 1, token.Column + 1),
        };
    }

    /// <summary>An anchor and a tag, in either order.</summary>
    private (string? Anchor, string? Tag) Properties()
    {
        string? anchor = null, tag = null;
        while (true)
        {
            var token = _scanner.Peek();
            if (token.Kind == YamlTokenKind.Anchor && anchor is null)
            {
                anchor = token.Text;
            }
            else if (token.Kind == YamlTokenKind.Tag && tag is null)
            {
                tag = ShortTag(token);
            }
            else
            {
                return (anchor, tag);
            }

            _scanner.Take();
        }
    }

    /// <summary>The tag with its handle resolved, standard ones in their short form.</summary>
    private string ShortTag(YamlToken token)
    {
        var prefix = _tagPrefixes.TryGetValue(token.Text, out var declared) ? declared : token.Text switch
        {
            "" or "!" => token.Text,
            "!!" => StandardTagPrefix,
            _ => throw Error(token, "found undefined tag handle"),
        };
        var tag = prefix + token.Suffix;
        return tag.StartsWith(StandardTagPrefix, StringComparison.Ordinal) ? "!!" + tag[StandardTagPrefix.Length..] : tag;
    }

    /// <summary>A scalar: the non-specific tag makes it a text for Kubernetes, and says nothing to others.</summary>
    private YamlNode Scalar(YamlToken first, YamlToken token, string? tag)
    {
        _scanner.Take();
        return new YamlNode(YamlNodeKind.Scalar, first.Line + 1, first.Column + 1) { Tag = tag is null || (tag == NonSpecificTag && dialect != YamlDialect.Kubernetes) ? "" : tag, Characters = token.Characters, Plain = token.Plain };
    }

    private static YamlNode Collection(YamlNodeKind kind, YamlToken first, string? tag) => new(kind, first.Line + 1, first.Column + 1) { Tag = tag ?? "" };

    private void BlockSequence(YamlNode node)
    {
        _scanner.Take();
        while (TryTake(YamlTokenKind.BlockEntry))
        {
            var next = _scanner.Peek();
            node.Children.Add(next.Kind is YamlTokenKind.BlockEntry or YamlTokenKind.BlockEnd ? Empty(next) : Node(inBlock: true, takesUnindented: false));
        }

        Expect(YamlTokenKind.BlockEnd, "did not find expected '-' indicator");
    }

    private void UnindentedSequence(YamlNode node)
    {
        while (TryTake(YamlTokenKind.BlockEntry))
        {
            var next = _scanner.Peek();
            node.Children.Add(next.Kind is YamlTokenKind.BlockEntry or YamlTokenKind.Key or YamlTokenKind.Value or YamlTokenKind.BlockEnd
                ? Empty(next)
                : Node(inBlock: true, takesUnindented: false));
        }
    }

    private void BlockMapping(YamlNode node)
    {
        _scanner.Take();
        while (TryTake(YamlTokenKind.Key))
        {
            node.Children.Add(BlockMappingPart());
            var token = _scanner.Peek();
            node.Children.Add(TryTake(YamlTokenKind.Value) ? BlockMappingPart() : Empty(token));
        }

        Expect(YamlTokenKind.BlockEnd, "did not find expected key");
    }

    /// <summary>A key or a value; either may be missing.</summary>
    private YamlNode BlockMappingPart()
    {
        var token = _scanner.Peek();
        return token.Kind is YamlTokenKind.Key or YamlTokenKind.Value or YamlTokenKind.BlockEnd ? Empty(token) : Node(inBlock: true, takesUnindented: true);
    }

    private void FlowSequence(YamlNode node)
    {
        _scanner.Take();
        for (var isFirst = true; _scanner.Peek().Kind != YamlTokenKind.FlowSequenceEnd; isFirst = false)
        {
            if (!isFirst)
            {
                Expect(YamlTokenKind.FlowEntry, "did not find expected ',' or ']'");
            }

            var token = _scanner.Peek();
            if (TryTake(YamlTokenKind.Key))
            {
                var pair = Collection(YamlNodeKind.Mapping, token, null);
                pair.Children.Add(FlowPart(YamlTokenKind.FlowSequenceEnd));
                pair.Children.Add(FlowValue(YamlTokenKind.FlowSequenceEnd));
                node.Children.Add(pair);
            }
            else if (token.Kind != YamlTokenKind.FlowSequenceEnd)
            {
                node.Children.Add(Node(inBlock: false, takesUnindented: false));
            }
        }

        _scanner.Take();
    }

    private void FlowMapping(YamlNode node)
    {
        _scanner.Take();
        for (var isFirst = true; _scanner.Peek().Kind != YamlTokenKind.FlowMappingEnd; isFirst = false)
        {
            if (!isFirst)
            {
                Expect(YamlTokenKind.FlowEntry, "did not find expected ',' or '}'");
            }

            var token = _scanner.Peek();
            if (TryTake(YamlTokenKind.Key))
            {
                node.Children.Add(FlowPart(YamlTokenKind.FlowMappingEnd));
                node.Children.Add(FlowValue(YamlTokenKind.FlowMappingEnd));
            }
            else if (token.Kind != YamlTokenKind.FlowMappingEnd)
            {
                node.Children.Add(Node(inBlock: false, takesUnindented: false));
                node.Children.Add(Empty(token));
            }
        }

        _scanner.Take();
    }

    private YamlNode FlowValue(YamlTokenKind end)
    {
        var token = _scanner.Peek();
        return TryTake(YamlTokenKind.Value) ? FlowPart(end) : Empty(token);
    }

    private YamlNode FlowPart(YamlTokenKind end)
    {
        var token = _scanner.Peek();
        return token.Kind is YamlTokenKind.Value or YamlTokenKind.FlowEntry || token.Kind == end ? Empty(token) : Node(inBlock: false, takesUnindented: false);
    }

    private static YamlNode Empty(YamlToken at, string? tag = null) => new(YamlNodeKind.Scalar, at.Line + 1, at.Column + 1) { Tag = tag ?? "", Plain = true };

    private bool TryTake(YamlTokenKind kind)
    {
        if (_scanner.Peek().Kind != kind)
        {
            return false;
        }

        _scanner.Take();
        return true;
    }

    private void Expect(YamlTokenKind kind, string otherwise)
    {
        var token = _scanner.Peek();
        if (token.Kind != kind)
        {
            throw Error(token, otherwise);
        }

        _scanner.Take();
    }

    /// <summary>The grammar's error: go-yaml counts these lines from 0, and names none on the first.</summary>
    private static YamlSyntaxException Error(YamlToken token, string problem)
    {
        var place = token.Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"line {token.Line}: ");
        return new YamlSyntaxException($"yaml: {place}{problem}", token.Line + 1, token.Column + 1);
    }
}
