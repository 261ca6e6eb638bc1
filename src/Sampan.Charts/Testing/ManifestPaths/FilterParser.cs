using System.Globalization;
using Sampan.Kubernetes.RegularExpressions;

namespace Sampan.Charts.Testing.ManifestPaths;

/// <summary>Parses a filter, from after <c>[?(</c> to its <c>)]</c>: <c>!</c> binds closest, then comparisons, <c>&amp;&amp;</c>, <c>||</c>.</summary>
internal sealed class FilterParser(PathReader reader)
{
    private static readonly string[] Comparisons = ["==", "!=", ">=", "<=", ">", "<"];

    public IPathFilter Parse()
    {
        var filter = ParseEither();
        reader.SkipSpace();
        return reader.Take(")]") ? filter : throw reader.Error("missing end of filter");
    }

    private IPathFilter ParseEither()
    {
        var filter = ParseBoth();
        while (TakeToken("||"))
        {
            filter = new EitherFilter(filter, ParseBoth());
        }

        return filter;
    }

    private IPathFilter ParseBoth()
    {
        var filter = ParseBasic();
        while (TakeToken("&&"))
        {
            filter = new BothFilter(filter, ParseBasic());
        }

        return filter;
    }

    private IPathFilter ParseBasic()
    {
        if (TakeToken("!"))
        {
            return new NotFilter(ParseBasic());
        }

        if (TakeToken("("))
        {
            var inner = ParseEither();
            return TakeToken(")") ? inner : throw reader.Error("missing )");
        }

        var left = ParseTerm();
        if (TakeToken("=~"))
        {
            return new MatchFilter(left, ParsePattern());
        }

        return Array.Find(Comparisons, TakeToken) is { } comparison ? new ComparisonFilter(left, comparison, ParseTerm()) : new ExistenceFilter(left);
    }

    private FilterTerm ParseTerm()
    {
        reader.SkipSpace();
        if (reader.Take("@"))
        {
            return new FilterTerm(new PathParser(reader).ParseSteps(isStart: false), fromRoot: false);
        }

        if (reader.Take("$"))
        {
            return new FilterTerm(new PathParser(reader).ParseSteps(isStart: false), fromRoot: true);
        }

        return new FilterTerm(reader.Peek is '\'' or '"' ? reader.TakeQuoted(withEscapes: false)
            : reader.Take("true") ? true
            : reader.Take("false") ? false
            : reader.Take("null") ? null
            : ParseNumber());
    }

    private object ParseNumber()
    {
        var text = reader.TakeWhile(character => char.IsAsciiDigit(character) || character is '.' or '-' or 'e' or 'E');
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw reader.Error("invalid filter term");
    }

    private GoRegex ParsePattern()
    {
        reader.SkipSpace();
        if (!reader.Take("/"))
        {
            throw reader.Error("regular expression does not start with /");
        }

        var pattern = reader.TakeUntil("/");
        while (pattern.EndsWith('\\') && reader.Take("/"))
        {
            pattern = $"{pattern[..^1]}/{reader.TakeUntil("/")}";
        }

        if (!reader.Take("/"))
        {
            throw reader.Error("unmatched regular expression delimiter /");
        }

        try
        {
            return GoRegex.Parse(pattern);
        }
        catch (GoRegexException exception)
        {
            throw reader.Error($"invalid regular expression {pattern}: {exception.Message}");
        }
    }

    private bool TakeToken(string token)
    {
        reader.SkipSpace();
        return reader.Take(token);
    }
}
