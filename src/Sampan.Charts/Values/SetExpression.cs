namespace Sampan.Charts.Values;

/// <summary>
/// The <c>a.b[0].c=value,d={x,y}</c> language of Helm's <c>--set</c> flags (Helm's package strvals): dots nest, brackets
/// index lists (at most 65536), braces list, a backslash takes the next character as it is; names nest at most 30 deep.
/// </summary>
public static class SetExpression
{
    /// <summary>Parses an expression into new values. Throws <see cref="SetExpressionException"/> with Helm's message.</summary>
    public static Dictionary<string, object?> Parse(string expression, SetSyntax syntax = SetSyntax.Typed)
    {
        Dictionary<string, object?> values = new(StringComparer.Ordinal);
        ParseInto(values, expression, syntax);
        return values;
    }

    /// <summary>
    /// Parses an expression over <paramref name="values"/>, which is changed in place; where it already has a map or a list
    /// at a path, that is extended. <paramref name="readFile"/> reads the files of <see cref="SetSyntax.File"/>.
    /// Throws <see cref="SetExpressionException"/> with Helm's message; the values may then hold part of the expression.
    /// </summary>
    public static void ParseInto(Dictionary<string, object?> values, string expression, SetSyntax syntax = SetSyntax.Typed, Func<string, string>? readFile = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(expression);
        var text = new SetText(expression, escapes: syntax != SetSyntax.Literal);
        SetValueReader reader = syntax switch
        {
            SetSyntax.Typed => new TextSetValueReader(text, TypedScalar.Parse),
            SetSyntax.Text => new TextSetValueReader(text, value => value),
            SetSyntax.File => new TextSetValueReader(text, readFile ?? throw new ArgumentNullException(nameof(readFile))),
            SetSyntax.Json => new JsonSetValueReader(text),
            SetSyntax.Literal => new LiteralSetValueReader(text),
            _ => throw new ArgumentOutOfRangeException(nameof(syntax)),
        };
        new SetExpressionParser(text, reader).ParseInto(values);
    }
}
