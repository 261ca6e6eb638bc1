namespace Sampan.Kubernetes.Yaml.Scanning;

/// <summary>
/// Cuts YAML 1.1 into tokens as libyaml and go-yaml do, with the errors of the latter: indentation becomes tokens that
/// open and close blocks, and a text becomes a key once its colon is found.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="dialect">In that of Kubernetes (go-yaml's version 2) a question mark is an indicator anywhere in a flow collection, in the other only before a blank.</param>
internal sealed class YamlScanner(string text, YamlDialect dialect)
{
    private readonly YamlCursor _cursor = new(text);
    private readonly List<YamlToken> _tokens = [];
    private readonly List<SimpleKey> _keys = [default];
    private readonly Stack<int> _indents = new();
    private int _head;
    private int _taken;
    private int _indent = -1;
    private bool _keyAllowed = true;

    private int FlowLevel => _keys.Count - 1;

    /// <summary>The next token; it stays until it is taken.</summary>
    /// <exception cref="YamlSyntaxException">There is none.</exception>
    public YamlToken Peek()
    {
        while (_head == _tokens.Count || HeadMayBeKey())
        {
            Fetch();
        }

        return _tokens[_head];
    }

    /// <summary>Takes the token that was peeked at.</summary>
    public void Take()
    {
        _taken++;
        if (++_head == _tokens.Count)
        {
            _tokens.Clear();
            _head = 0;
        }
    }

    /// <summary>A possible key is not given out before it is known whether it is one: tokens would have to go before it.</summary>
    private bool HeadMayBeKey()
    {
        for (var level = 0; level < _keys.Count; level++)
        {
            if (_keys[level].IsPossible)
            {
                return _keys[level].Number == _taken && IsValid(level);
            }
        }

        return false;
    }

    private void Fetch()
    {
        SkipToToken();
        _cursor.CheckCharacters();
        CloseBlocks(_cursor.Column);
        if (_cursor.AtEnd)
        {
            EndStream();
            return;
        }

        var beforeBlank = YamlCharacters.IsBlank(_cursor.Peek(1));
        switch (_cursor.Current)
        {
            case '%' when _cursor.Column == 0:
                BeginDocumentPart();
                Add(YamlDirectives.Scan(_cursor));
                break;
            case '-' or '.' when _cursor.AtDocumentIndicator:
                BeginDocumentPart();
                Indicator(_cursor.Current == '-' ? YamlTokenKind.DocumentStart : YamlTokenKind.DocumentEnd, 3);
                break;
            case '[' or '{':
                OpenFlow();
                break;
            case ']' or '}':
                CloseFlow();
                break;
            case ',':
                RemoveKey();
                _keyAllowed = true;
                Indicator(YamlTokenKind.FlowEntry);
                break;
            case '-' when beforeBlank:
                BlockEntry();
                break;
            case '?' when beforeBlank || (FlowLevel > 0 && dialect == YamlDialect.Kubernetes):
                Key();
                break;
            case ':' when beforeBlank || FlowLevel > 0:
                Value();
                break;
            case '*' or '&':
                SaveKey();
                _keyAllowed = false;
                Add(YamlProperties.ScanAnchor(_cursor));
                break;
            case '!':
                SaveKey();
                _keyAllowed = false;
                Add(YamlProperties.ScanTag(_cursor));
                break;
            case '|' or '>' when FlowLevel == 0:
                RemoveKey();
                _keyAllowed = true;
                Add(new YamlBlockScalar(_cursor, _indent).Scan());
                break;
            case '\'' or '"':
                SaveKey();
                _keyAllowed = false;
                Add(new YamlQuotedScalar(_cursor).Scan());
                break;
            default:
                PlainScalar(beforeBlank);
                break;
        }
    }

    /// <summary>Skips blanks, comments and line breaks. Tabs are no indentation: they separate only where no key can begin.</summary>
    private void SkipToToken()
    {
        while (true)
        {
            if (_cursor.Column == 0 && _cursor.Current == YamlCharacters.ByteOrderMark)
            {
                _cursor.Skip();
            }

            while (_cursor.Current == ' ' || (_cursor.Current == '\t' && (FlowLevel > 0 || !_keyAllowed)))
            {
                _cursor.Skip();
            }

            if (_cursor.Current == '#')
            {
                YamlDirectives.SkipComment(_cursor);
            }

            if (!_cursor.AtBreak)
            {
                return;
            }

            _cursor.SkipBreak();
            _keyAllowed |= FlowLevel == 0;
        }
    }

    private void EndStream()
    {
        _cursor.EndLine();
        BeginDocumentPart();
        Indicator(YamlTokenKind.StreamEnd, 0);
    }

    /// <summary>What stands at the line's start and belongs to no document's content ends every block.</summary>
    private void BeginDocumentPart()
    {
        CloseBlocks(-1);
        RemoveKey();
        _keyAllowed = false;
    }

    private void OpenFlow()
    {
        SaveKey();
        _keys.Add(default);
        _keyAllowed = true;
        Indicator(_cursor.Current == '[' ? YamlTokenKind.FlowSequenceStart : YamlTokenKind.FlowMappingStart);
    }

    private void CloseFlow()
    {
        RemoveKey();
        if (FlowLevel > 0)
        {
            _keys.RemoveAt(FlowLevel);
        }

        _keyAllowed = false;
        Indicator(_cursor.Current == ']' ? YamlTokenKind.FlowSequenceEnd : YamlTokenKind.FlowMappingEnd);
    }

    private void BlockEntry()
    {
        if (FlowLevel == 0)
        {
            RequireKeyAllowed("block sequence entries are not allowed in this context");
            OpenBlock(YamlTokenKind.BlockSequenceStart, _cursor.Line, _cursor.Column, _tokens.Count);
        }

        RemoveKey();
        _keyAllowed = true;
        Indicator(YamlTokenKind.BlockEntry);
    }

    private void Key()
    {
        if (FlowLevel == 0)
        {
            RequireKeyAllowed("mapping keys are not allowed in this context");
            OpenBlock(YamlTokenKind.BlockMappingStart, _cursor.Line, _cursor.Column, _tokens.Count);
        }

        RemoveKey();
        _keyAllowed = FlowLevel == 0;
        Indicator(YamlTokenKind.Key);
    }

    private void Value()
    {
        if (IsValid(FlowLevel))
        {
            var key = _keys[^1];
            var index = key.Number - _taken + _head;
            _tokens.Insert(index, new YamlToken(YamlTokenKind.Key, key.Line, key.Column));
            OpenBlock(YamlTokenKind.BlockMappingStart, key.Line, key.Column, index);
            _keys[^1] = default;
            _keyAllowed = false;
        }
        else
        {
            if (FlowLevel == 0)
            {
                RequireKeyAllowed("mapping values are not allowed in this context");
                OpenBlock(YamlTokenKind.BlockMappingStart, _cursor.Line, _cursor.Column, _tokens.Count);
            }

            _keyAllowed = FlowLevel == 0;
        }

        Indicator(YamlTokenKind.Value);
    }

    private void PlainScalar(bool beforeBlank)
    {
        if (!StartsPlainScalar(_cursor.Current, beforeBlank))
        {
            throw _cursor.Error("found character that cannot start any token");
        }

        SaveKey();
        _keyAllowed = false;
        var scalar = new YamlPlainScalar(_cursor, _indent + 1, FlowLevel > 0, dialect);
        Add(scalar.Scan());
        _keyAllowed = scalar.EndsWithBreak;
    }

    private static bool StartsPlainScalar(char c, bool beforeBlank) => c switch
    {
        '-' or '?' or ':' => !beforeBlank,
        ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' or '\t' => false,
        _ => true,
    };

    private void RequireKeyAllowed(string otherwise)
    {
        if (!_keyAllowed)
        {
            throw _cursor.Error(otherwise);
        }
    }

    private void OpenBlock(YamlTokenKind kind, int line, int column, int index)
    {
        if (FlowLevel == 0 && _indent < column)
        {
            _indents.Push(_indent);
            _indent = column;
            _tokens.Insert(index, new YamlToken(kind, line, column));
        }
    }

    private void CloseBlocks(int column)
    {
        while (FlowLevel == 0 && _indent > column)
        {
            Indicator(YamlTokenKind.BlockEnd, 0);
            _indent = _indents.Pop();
        }
    }

    /// <summary>What comes next may be a key.</summary>
    private void SaveKey()
    {
        if (_keyAllowed)
        {
            RemoveKey();
            var isRequired = FlowLevel == 0 && _indent == _cursor.Column;
            _keys[^1] = new SimpleKey(true, isRequired, _taken + _tokens.Count - _head, _cursor.Position, _cursor.Line, _cursor.Column);
        }
    }

    private void RemoveKey()
    {
        if (_keys[^1] is { IsPossible: true, IsRequired: true })
        {
            throw KeyWithoutColon();
        }

        _keys[^1] = default;
    }

    private bool IsValid(int level)
    {
        var key = _keys[level];
        if (!key.IsPossible || !key.IsStale(_cursor))
        {
            return key.IsPossible;
        }

        _keys[level] = key.IsRequired ? throw KeyWithoutColon() : default;
        return false;
    }

    private YamlSyntaxException KeyWithoutColon() => _cursor.Error("could not find expected ':'");

    private void Indicator(YamlTokenKind kind, int length = 1)
    {
        Add(new YamlToken(kind, _cursor.Line, _cursor.Column));
        _cursor.Skip(length);
    }

    private void Add(YamlToken token) => _tokens.Add(token);
}
