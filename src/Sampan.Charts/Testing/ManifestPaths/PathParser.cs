using System.Text;

namespace Sampan.Charts.Testing.ManifestPaths;

/// <summary>Parses paths. Within a filter a path ends where an operator or a bracket follows.</summary>
internal sealed class PathParser
{
    private const string EndOfName = ".[)~ &|=!<>";
    private readonly PathReader _reader;

    public PathParser(string path)
        : this(new PathReader(path))
    {
    }

    public PathParser(PathReader reader) => _reader = reader;

    /// <summary>Parses a whole text.</summary>
    public ManifestPath Parse()
    {
        var path = ParseSteps(isStart: !_reader.Take("$"));
        return _reader.AtEnd ? path : throw _reader.Error("invalid path syntax");
    }

    /// <summary>Parses what follows <c>$</c> or <c>@</c>, or with <paramref name="isStart"/> a path that begins with a bare name.</summary>
    public ManifestPath ParseSteps(bool isStart)
    {
        List<IPathStep> steps = [];
        while (!_reader.AtEnd)
        {
            if (_reader.Take(".."))
            {
                ParseDescent(steps);
            }
            else if (_reader.Take("."))
            {
                ParseName(steps);
            }
            else if (_reader.Peek == '[')
            {
                ParseBrackets(steps, afterDescent: false);
            }
            else if (isStart && steps.Count == 0)
            {
                ParseName(steps);
            }
            else
            {
                break;
            }
        }

        return new ManifestPath(steps);
    }

    private void ParseDescent(List<IPathStep> steps)
    {
        steps.Add(new DescentStep());
        if (_reader.Peek == '[')
        {
            ParseBrackets(steps, afterDescent: true);
        }
        else
        {
            ParseName(steps);
        }
    }

    private void ParseName(List<IPathStep> steps)
    {
        var name = _reader.TakeUntil(EndOfName);
        if (name.Length == 0)
        {
            throw _reader.Error("child name missing");
        }

        var isName = TakesName();
        steps.Add(name == "*" && !isName ? new AllChildrenStep() : isName ? new NameStep([Unescape(name)]) : new ChildStep([Unescape(name)]));
    }

    private void ParseBrackets(List<IPathStep> steps, bool afterDescent)
    {
        if (_reader.Take("[?("))
        {
            steps.Add(new FilterStep(new FilterParser(_reader).Parse(), afterDescent));
            return;
        }

        _reader.Take("[");
        _reader.SkipSpace();
        if (_reader.Peek is '\'' or '"')
        {
            var names = ParseQuotedNames();
            steps.Add(TakesName() ? new NameStep(names) : new ChildStep(names));
            return;
        }

        var subscript = _reader.TakeUntil("]").Trim();
        if (!_reader.Take("]"))
        {
            throw _reader.Error("unmatched [");
        }

        if (subscript.Length == 0)
        {
            throw _reader.Error("subscript missing from []");
        }

        var isAll = subscript == "*";
        steps.Add(TakesName() ? isAll ? new AllNamesStep() : throw _reader.Error("property name operator can only be used on map nodes")
            : isAll ? new AllChildrenStep() : new SubscriptStep(Array.ConvertAll(subscript.Split(','), ListSlice.Parse)));
    }

    private List<string> ParseQuotedNames()
    {
        List<string> names = [];
        do
        {
            _reader.SkipSpace();
            names.Add(Unescape(_reader.TakeQuoted(withEscapes: true)));
            _reader.SkipSpace();
        }
        while (_reader.Take(","));
        return _reader.Take("]") ? names : throw _reader.Error("missing \"]\" or \",\"");
    }

    private bool TakesName()
    {
        if (!_reader.Take("~"))
        {
            return false;
        }

        return _reader.AtEnd ? true : throw _reader.Error("property name operator may only be used on last child in path");
    }

    private static string Unescape(string name)
    {
        if (!name.Contains('\\', StringComparison.Ordinal))
        {
            return name;
        }

        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            i += name[i] == '\\' && i + 1 < name.Length ? 1 : 0;
            text.Append(name[i]);
        }

        return text.ToString();
    }
}
