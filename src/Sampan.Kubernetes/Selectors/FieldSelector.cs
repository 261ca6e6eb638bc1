namespace Sampan.Kubernetes.Selectors;

/// <summary>A selection of objects by fields: every requirement must hold. Which fields exist is the resource's matter.</summary>
public sealed class FieldSelector
{
    /// <summary>Selects every object.</summary>
    public static readonly FieldSelector Everything = new([]);

    private FieldSelector(IReadOnlyList<FieldRequirement> requirements) => Requirements = requirements;

    /// <summary>The requirements, in the order written.</summary>
    public IReadOnlyList<FieldRequirement> Requirements { get; }

    /// <summary>Whether every object is selected.</summary>
    public bool IsEverything => Requirements.Count == 0;

    /// <summary>The value that a field must have, or null if the selector does not fix it.</summary>
    public string? Exactly(string field) => Requirements.FirstOrDefault(requirement => requirement.Field == field && !requirement.Negated)?.Value;

    /// <summary>Reads the text form: <c>metadata.name=web,status.phase!=Failed</c>; a backslash takes <c>,</c>, <c>=</c> or itself literally.</summary>
    /// <exception cref="FormatException">The text is no selector; the message is Kubernetes' own.</exception>
    public static FieldSelector Parse(string text)
    {
        List<FieldRequirement> requirements = [];
        foreach (var term in SplitTerms(text))
        {
            if (term.Length > 0)
            {
                requirements.Add(ParseTerm(term, text));
            }
        }

        return requirements.Count == 0 ? Everything : new FieldSelector(requirements);
    }

    /// <summary>Whether an object with these fields is selected; an absent field is empty.</summary>
    public bool Matches(Func<string, string> field)
    {
        foreach (var requirement in Requirements)
        {
            if (field(requirement.Field) == requirement.Value == requirement.Negated)
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', Requirements);

    private static FieldRequirement ParseTerm(string term, string text)
    {
        for (var i = 0; i < term.Length; i++)
        {
            var rest = term.AsSpan(i);
            foreach (var (sign, negated) in Operators)
            {
                if (rest.StartsWith(sign))
                {
                    return new FieldRequirement(term[..i], Unescape(term[(i + sign.Length)..]), negated);
                }
            }

            if (term[i] == '\\')
            {
                i++;
            }
        }

        throw new FormatException($"invalid selector: '{text}'; can't understand '{term}'");
    }

    private static readonly (string Sign, bool Negated)[] Operators = [("!=", true), ("==", false), ("=", false)];

    private static List<string> SplitTerms(string text)
    {
        List<string> terms = [];
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                terms.Add(text[start..i]);
                start = i + 1;
            }
        }

        terms.Add(text[start..]);
        return terms;
    }

    private static string Unescape(string value)
    {
        var result = new System.Text.StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\')
            {
                var escaped = ++i < value.Length ? value[i] : '\0';
                result.Append(escaped is ',' or '=' or '\\' ? escaped : throw new FormatException($"invalid field selector: invalid escape sequence: \"\\{escaped}\""));
            }
            else
            {
                result.Append(value[i] == '=' ? throw new FormatException($"invalid field selector: unescaped character in selector: {value[i]}") : value[i]);
            }
        }

        return result.ToString();
    }
}
